-- name: historyFindingView
-- v_history_finding: one row is a task on which responses and history differ, or a day's entries of
-- an API key that no response is known for, those in another unit than points apart; as of the last
-- import or reconcile
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_history_finding AS
SELECT
  'only_in_history' AS kind,
  NULL AS task_id,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(entry.day AS INTEGER))
    AS day,
  entry.api_key_id AS api_key_id,
  CASE WHEN count(DISTINCT entry.model) = 1 THEN min(entry.model) END AS model,
  NULL AS task_type,
  NULL AS sku,
  count(*) AS count,
  NULL AS billed_points,
  CASE WHEN count(entry.usage_points) = count(*)
    AND (SELECT value FROM setting WHERE name = 'history_unit') IN ('point', 'other')
    THEN CAST(sum(entry.usage_points) AS BIGINT) END AS booked_points,
  NULL AS price_points,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END AS other_unit_type,
  nullif(entry.account, '') AS account
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
WHERE entry.comparison = 2 AND entry.is_open = 0 AND coalesce(entry.usage_points, 1) <> 0
  AND coalesce(entry.created_at, 0)
    <= (SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'history_due_before')
GROUP BY entry.account, entry.day, entry.api_key_id,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END
UNION ALL
SELECT
  difference.kind,
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)),
  CASE WHEN task.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(task.day AS INTEGER))
  END,
  (SELECT min(entry.api_key_id) FROM history_entry AS entry
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low AND entry.comparison <> 3),
  outcome.model,
  outcome.task_type,
  outcome.sku,
  1,
  outcome.billed_points,
  difference.booked_points,
  outcome.price_points,
  NULL,
  outcome.account
FROM history_difference AS difference
-- each difference leads to its task, and never the other way round
CROSS JOIN task
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.day = difference.day AND task.id_high = difference.id_high
  AND task.id_low = difference.id_low
  AND CASE difference.kind
    WHEN 'only_in_responses' THEN task.day * 86400000000000 + task.created_nanoseconds
      <= (SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'history_due_before')
    ELSE (SELECT value FROM setting WHERE name = 'history_unit') IN ('point', 'other') END;
