-- forgets the adjustments of the days of a reopened month
DELETE FROM adjustment WHERE day >= :first AND day <= :last;
