-- adds tasks to an adjustment that belongs to no known task
INSERT INTO unnamed_adjustment (found_day, day, outcome_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tasks)
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
