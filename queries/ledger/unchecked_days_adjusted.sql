-- notes that the days of a reopened month were written to whose adjustments go back into them
INSERT INTO unchecked_day (day)
SELECT DISTINCT day FROM adjustment WHERE day >= :first AND day <= :last
ON CONFLICT (day) DO NOTHING;
