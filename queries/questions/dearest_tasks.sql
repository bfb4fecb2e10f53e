-- one row: one of the hundred tasks that were billed most, as the day's figures count it
SELECT
  CASE WHEN line.id_high IS NOT NULL THEN coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (line.id_high >> 32) & 4294967295, (line.id_high >> 16) & 65535, line.id_high & 65535,
    (line.id_low >> 48) & 65535, line.id_low & 281474976710655)) END AS task_id,
  CASE WHEN line.line_day >= 0 THEN date(line.line_day * 86400, 'unixepoch') END AS day,
  sku.model, sku.task_type, status.name AS status, line.tasks,
  CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END
    AS billed_points,
  CASE WHEN outcome.expected_points >= 0 THEN line.tasks * outcome.expected_points END
    AS expected_points,
  verdict.name AS verdict
FROM (
  SELECT line_day, tasks, id_high, id_low, outcome_id
  FROM task_line
  CROSS JOIN outcome ON outcome.id = task_line.outcome_id
  WHERE task_line.line_day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
    AND task_line.line_day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
  ORDER BY CASE WHEN billed_points >= 0 THEN tasks * billed_points END DESC, id_high, id_low
  LIMIT 100) AS line
JOIN outcome ON outcome.id = line.outcome_id
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN status ON status.id = outcome.status_id
JOIN verdict ON verdict.id = outcome.verdict_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = line.id_high AND odd.id_low = line.id_low
ORDER BY billed_points DESC, task_id;
