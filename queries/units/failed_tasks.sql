-- one row: a failed or cancelled task of a period, with its request
SELECT task.day, task.id_high, task.id_low, task.request_id, task.varying_values, task.state_id,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM task
WHERE task.day >= coalesce(:since, -1) AND task.day <= coalesce(:until, 9223372036854775807)
  AND task.outcome_id IN (SELECT id FROM outcome WHERE status_id IN (5, 6));
