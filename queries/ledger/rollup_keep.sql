-- gives the rows of a closed day that have one outcome another one, added to what it has
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, :kept_id, tasks FROM rollup WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
