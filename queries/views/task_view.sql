-- name: taskView
-- v_task: one row is a task as it is known today, with what was billed, what was expected, and the
-- verdict; the figures of closed months may differ from it (see v_daily_cost and v_finding)
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_task AS
SELECT
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)) AS task_id,
  outcome.account AS account,
  request.model AS model,
  request.task_type AS task_type,
  outcome.status AS status,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + task.created_day)
    || printf('T%02d:%02d:%02d.%09dZ',
      CAST((task.created_second - task.created_second % 3600) / 3600 AS BIGINT),
      CAST((task.created_second % 3600 - task.created_second % 60) / 60 AS BIGINT),
      task.created_second % 60, (task.created_at % 1000000000 + 1000000000) % 1000000000)
    AS created_at,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + task.ended_day)
    || printf('T%02d:%02d:%02d.%09dZ',
      CAST((task.ended_second - task.ended_second % 3600) / 3600 AS BIGINT),
      CAST((task.ended_second % 3600 - task.ended_second % 60) / 60 AS BIGINT),
      task.ended_second % 60, (task.ended_at % 1000000000 + 1000000000) % 1000000000) AS ended_at,
  CASE WHEN task.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(task.day AS INTEGER))
  END AS day,
  charge.quantities AS measures,
  -- the object of the shared fields, with a member for each varying one before its last brace
  CASE WHEN task.varying_values = '' THEN request.fields ELSE
    substr(request.fields, 1, length(request.fields) - 1)
    || CASE WHEN request.fields = '{}' THEN '' ELSE ',' END
    || (SELECT group_concat((request.varying_fields -> ('$[' || field.key || ']')) || ':'
          -- as texts, so that no reader rounds a number
          || (('["' || replace(task.varying_values, ',', '","') || '"]')
            ->> ('$[' || field.key || ']')), ',')
        FROM json_each(request.varying_fields) AS field)
    || '}'
  END AS request,
  state.output_count AS output_count,
  state.error_code AS error_code,
  outcome.billed_points AS billed_points,
  CASE WHEN outcome.billed_points >= 0 THEN printf('%d.%07d',
    CAST((outcome.billed_points - outcome.billed_points % 10000000) / 10000000 AS BIGINT),
    outcome.billed_points % 10000000) END AS billed_usd,
  outcome.billed_points / 1e7 AS billed_usd_real,
  CASE WHEN state.usage_type_id IS NOT NULL AND priced.billed_points <> -2
    THEN priced.frozen_points END AS frozen_points,
  outcome.expected_points AS expected_points,
  CASE WHEN outcome.expected_points >= 0 THEN printf('%d.%07d',
    CAST((outcome.expected_points - outcome.expected_points % 10000000) / 10000000 AS BIGINT),
    outcome.expected_points % 10000000) END AS expected_usd,
  outcome.expected_points / 1e7 AS expected_usd_real,
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
    -- rounded down, also before 1970
    CAST((created_at
      - (created_at % 86400000000000 + 86400000000000) % 86400000000000) / 86400000000000
      AS INTEGER) AS created_day,
    CAST(((created_at % 86400000000000 + 86400000000000) % 86400000000000
      - (created_at % 1000000000 + 1000000000) % 1000000000) / 1000000000 AS BIGINT)
      AS created_second,
    CAST((ended_at
      - (ended_at % 86400000000000 + 86400000000000) % 86400000000000) / 86400000000000
      AS INTEGER) AS ended_day,
    CAST(((ended_at % 86400000000000 + 86400000000000) % 86400000000000
      - (ended_at % 1000000000 + 1000000000) % 1000000000) / 1000000000 AS BIGINT)
      AS ended_second
  FROM (
    SELECT *,
      day * 86400000000000 + created_nanoseconds AS created_at,
      coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
    FROM task) AS task) AS task
JOIN request ON request.id = task.request_id
JOIN state ON state.id = task.state_id
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
JOIN outcome AS priced ON priced.id = task.outcome_id
JOIN charge ON charge.id = priced.charge_id
JOIN source ON source.id = task.source_id
LEFT JOIN rate ON rate.id = charge.rate_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low;
