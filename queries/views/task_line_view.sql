-- name: taskLineView
-- task_line: one row is a task as figures count it: as it is, or as its month was closed; what was
-- found later about a closed month counts on the day on which it was found, with its sign
CREATE VIEW task_line AS
SELECT day AS line_day, NULL AS found_day, 1 AS tasks, day, id_high, id_low, outcome_id, request_id,
  varying_values, state_id, created_nanoseconds, ended_nanoseconds
FROM task
WHERE day NOT IN (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
UNION ALL
SELECT line_day, found_day, tasks, day, id_high, id_low, outcome_id, request_id, varying_values,
  state_id, created_nanoseconds, ended_nanoseconds
FROM changed_line;
