-- one row: a failed or cancelled task of a period, as it counts in its own month
SELECT line.found_day, line.tasks, line.day, line.id_high, line.id_low, line.request_id,
  line.varying_values, line.state_id, line.outcome_id, line.created_nanoseconds,
  line.ended_nanoseconds
FROM task_line AS line
WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
  AND line.found_day IS NULL AND line.request_id IS NOT NULL
  AND line.outcome_id IN (SELECT id FROM outcome WHERE status_id IN (5, 6));
