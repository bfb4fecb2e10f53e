-- one row: a task of some days that has one of some requests, given as a JSON array, as it counts in
-- its own month, and its changes found later
SELECT line.found_day, line.tasks, line.day, line.id_high, line.id_low, line.request_id,
  line.varying_values, line.state_id, line.outcome_id, line.created_nanoseconds,
  line.ended_nanoseconds
FROM task_line AS line
WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
  AND line.request_id IN (SELECT value FROM json_each(coalesce(:requests, '[]')));
