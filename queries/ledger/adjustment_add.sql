-- adds tasks to one row of the adjustments, or takes them away
INSERT INTO adjustment (found_day, day, outcome_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tasks)
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
