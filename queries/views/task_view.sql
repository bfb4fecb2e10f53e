-- v_task: one row is a task with what was billed, what was expected, and the verdict
CREATE VIEW v_task AS
SELECT
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)) AS task_id,
  account.name AS account,
  request.model AS model,
  request.task_type AS task_type,
  status.name AS status,
  CASE WHEN task.created_at IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.created_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.created_at % 1000000000) END AS created_at,
  CASE WHEN task.ended_at IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.ended_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.ended_at % 1000000000) END AS ended_at,
  date(task.day * 86400, 'unixepoch') AS day,
  charge.quantities AS measures,
  CASE WHEN task.varying_values = '' THEN request.fields ELSE json_patch(request.fields,
    (SELECT json_group_object(name.value,
       json(('[' || task.varying_values || ']') -> name.key))
     FROM json_each(request.varying_fields) AS name))
  END AS request,
  task.output_count AS output_count,
  task.error_code AS error_code,
  CASE WHEN task.is_billed THEN task.consume_points END AS billed_points,
  CASE WHEN task.is_billed THEN printf('%d.%07d', task.consume_points / 10000000,
    task.consume_points % 10000000) END AS billed_usd,
  CASE WHEN task.is_settled AND task.usage_type_id IS NOT NULL THEN 0 ELSE task.frozen_points END
    AS frozen_points,
  task.expected_points AS expected_points,
  CASE WHEN task.expected_points IS NOT NULL THEN printf('%d.%07d',
    task.expected_points / 10000000, task.expected_points % 10000000) END AS expected_usd,
  CASE WHEN verdict.is_covered
    THEN coalesce(CASE WHEN task.is_billed THEN task.consume_points END, 0) - task.expected_points
  END AS variance_points,
  verdict.name AS verdict,
  task.is_settled AS settled,
  sku.name AS sku,
  rate.name AS rate,
  source.name || ':' || task.line AS source,
  charge.reason AS unpriced_reason,
  charge.alternatives AS alternatives,
  task.is_watched AS is_watched
FROM task
JOIN request ON request.id = task.request_id
JOIN status ON status.id = task.status_id
JOIN verdict ON verdict.id = task.verdict_id
JOIN charge ON charge.id = task.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN source ON source.id = task.source_id
LEFT JOIN rate ON rate.id = charge.rate_id
LEFT JOIN account ON account.id = task.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low;
