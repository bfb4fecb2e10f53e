-- adds tasks to one row of the rollup, or takes them away
INSERT INTO rollup (day, outcome_id, tasks) VALUES (:day, :outcome_id, :tasks)
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
