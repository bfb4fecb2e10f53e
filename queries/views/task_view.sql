-- v_task: one row is a task with what was billed, what was expected, and the verdict
CREATE VIEW v_task AS
SELECT
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)) AS task_id,
  account.name AS account,
  request.model AS model,
  request.task_type AS task_type,
  outcome.status AS status,
  CASE WHEN task.created_nanoseconds IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.created_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.created_at % 1000000000) END AS created_at,
  CASE WHEN task.ended_at IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.ended_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.ended_at % 1000000000) END AS ended_at,
  CASE WHEN task.day >= 0 THEN date(task.day * 86400, 'unixepoch') END AS day,
  charge.quantities AS measures,
  CASE WHEN task.varying_values = '' THEN request.fields ELSE json_patch(request.fields,
    (SELECT json_group_object(name.value,
       json(('[' || task.varying_values || ']') -> name.key))
     FROM json_each(request.varying_fields) AS name))
  END AS request,
  state.output_count AS output_count,
  state.error_code AS error_code,
  outcome.billed_points AS billed_points,
  CASE WHEN outcome.billed_points >= 0 THEN printf('%d.%07d', outcome.billed_points / 10000000,
    outcome.billed_points % 10000000) END AS billed_usd,
  CASE WHEN state.usage_type_id IS NOT NULL THEN priced.frozen_points END AS frozen_points,
  outcome.expected_points AS expected_points,
  CASE WHEN outcome.expected_points >= 0 THEN printf('%d.%07d',
    outcome.expected_points / 10000000, outcome.expected_points % 10000000) END AS expected_usd,
  outcome.variance_points AS variance_points,
  outcome.unchecked_points AS unchecked_points,
  CASE WHEN state.usage_type_id IS NOT NULL THEN outcome.commitment_points END
    AS commitment_points,
  outcome.price_points AS price_points,
  outcome.verdict AS verdict,
  outcome.settled AS settled,
  outcome.sku AS sku,
  rate.name AS rate,
  source.name || ':' || task.line AS source,
  charge.reason AS unpriced_reason,
  charge.alternatives AS alternatives,
  outcome.is_finding AS is_finding,
  task.day AS day_number
FROM (
  SELECT *,
    day * 86400000000000 + created_nanoseconds AS created_at,
    coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
  FROM task) AS task
JOIN request ON request.id = task.request_id
JOIN state ON state.id = task.state_id
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
JOIN outcome AS priced ON priced.id = task.outcome_id
JOIN charge ON charge.id = priced.charge_id
JOIN source ON source.id = task.source_id
LEFT JOIN rate ON rate.id = charge.rate_id
LEFT JOIN account ON account.id = state.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low;
