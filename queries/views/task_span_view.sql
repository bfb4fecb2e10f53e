-- name: taskSpanView
-- task_span: one row is a task of a day with changes, as it was from one change to the next, by the
-- numbers of these; NULL where none came after it
CREATE VIEW task_span AS
SELECT task.day AS day, task.id_high AS id_high, task.id_low AS id_low,
  coalesce(latest.number, -1) AS since_number, before.found_day AS since_day,
  NULL AS until_number, NULL AS until_day, task.outcome_id AS outcome_id,
  task.request_id AS request_id, task.varying_values AS varying_values,
  task.state_id AS state_id, task.created_nanoseconds AS created_nanoseconds,
  task.ended_nanoseconds AS ended_nanoseconds
FROM (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome) AS changed
CROSS JOIN task
LEFT JOIN (
  SELECT day, id_high, id_low, max(number) AS number
  FROM superseded_task
  GROUP BY day, id_high, id_low) AS latest
  ON latest.day = task.day AND latest.id_high = task.id_high AND latest.id_low = task.id_low
LEFT JOIN superseded_task AS before ON before.day = latest.day
  AND before.id_high = latest.id_high AND before.id_low = latest.id_low
  AND before.number = latest.number
WHERE task.day = changed.day
UNION ALL
SELECT day, id_high, id_low, since_number, since_day, number, found_day, outcome_id, request_id,
  varying_values, state_id, created_nanoseconds, ended_nanoseconds
FROM superseded_task
WHERE outcome_id IS NOT NULL;
