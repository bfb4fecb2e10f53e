-- adds tagged tasks to a row of the tag rollup
INSERT INTO tag_rollup (day, outcome_id, tag_set_id, tasks)
VALUES (:day, :outcome_id, :tag_set_id, :tasks)
ON CONFLICT (day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;
