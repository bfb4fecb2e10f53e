-- one row: a task of a period that has one of some requests, given as a JSON array
SELECT task.day, task.id_high, task.id_low, task.request_id, task.varying_values, task.state_id,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM task
WHERE task.day >= coalesce(:since, -1) AND task.day <= coalesce(:until, 9223372036854775807)
  AND task.request_id IN (SELECT value FROM json_each(coalesce(:requests, '[]')));
