-- name: dearestTasks
-- one row: one of the hundred tasks that were billed most, as the day's figures count it
SELECT
  CASE WHEN line.id_high IS NOT NULL THEN coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (line.id_high >> 32) & 4294967295, (line.id_high >> 16) & 65535, line.id_high & 65535,
    (line.id_low >> 48) & 65535, line.id_low & 281474976710655)) END AS task_id,
  CASE WHEN line.line_day >= 0 THEN date(line.line_day * 86400, 'unixepoch') END AS day,
  outcome.model, outcome.task_type, outcome.status, line.tasks,
  line.tasks * outcome.billed_points AS billed_points,
  line.tasks * outcome.expected_points AS expected_points, outcome.verdict
FROM (
  SELECT line_day, tasks, id_high, id_low, outcome_id
  FROM task_line
  CROSS JOIN outcome ON outcome.id = task_line.outcome_id
  WHERE task_line.line_day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
    AND task_line.line_day
      <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
  ORDER BY CASE WHEN billed_points >= 0 THEN tasks * billed_points END DESC, id_high, id_low
  LIMIT 100) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = line.id_high AND odd.id_low = line.id_low
ORDER BY billed_points DESC, task_id;
