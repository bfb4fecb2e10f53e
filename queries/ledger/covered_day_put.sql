-- notes that a run has covered a side of the ledger through a day
INSERT INTO covered_day (side, day, run, ran_at) VALUES (:side, :day, :run, :ran_at)
ON CONFLICT DO NOTHING;
