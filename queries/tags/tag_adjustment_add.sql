-- adds tagged tasks to an adjustment
INSERT INTO tag_adjustment (found_day, day, outcome_id, tag_set_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tag_set_id, :tasks)
ON CONFLICT (found_day, day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;
