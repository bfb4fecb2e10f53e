-- v_finding: one row is a task that a person should look at, with its kind and what explains it
CREATE VIEW v_finding AS
SELECT
  task.verdict AS kind,
  task.task_id AS task_id,
  task.day AS day,
  task.model AS model,
  task.task_type AS task_type,
  1 AS count,
  task.billed_points AS billed_points,
  task.expected_points AS expected_points,
  task.variance_points AS variance_points,
  CASE
    WHEN task.verdict = 'unpriced' THEN task.unpriced_reason
    WHEN task.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN task.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || json_extract(other.value, '$[1]')
      FROM json_each(task.alternatives) AS other
      WHERE json_extract(other.value, '$[0]') = task.billed_points LIMIT 1), '')
  END AS detail
FROM v_task AS task
WHERE task.is_finding = 1;
