-- v_history_finding: one row is a task on which responses and history differ, or a day's entries of
-- an API key that no response is known for; as of the last import or reconcile
CREATE VIEW v_history_finding AS
SELECT
  'only_in_history' AS kind,
  NULL AS task_id,
  date(entry.day * 86400, 'unixepoch') AS day,
  entry.api_key_id AS api_key_id,
  CASE WHEN count(DISTINCT entry.model) = 1 THEN min(entry.model) END AS model,
  NULL AS task_type,
  NULL AS sku,
  count(*) AS count,
  NULL AS billed_points,
  CASE WHEN count(entry.usage_points) = count(*)
    AND (SELECT value FROM setting WHERE name = 'history_unit') = 'point'
    THEN sum(entry.usage_points) END AS booked_points,
  NULL AS price_points
FROM history_entry AS entry
WHERE entry.comparison = 2 AND entry.is_open = 0 AND coalesce(entry.usage_points, 1) <> 0
  AND coalesce(entry.created_at, 0)
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
GROUP BY entry.day, entry.api_key_id
UNION ALL
SELECT
  difference.kind,
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)),
  CASE WHEN task.day >= 0 THEN date(task.day * 86400, 'unixepoch') END,
  (SELECT min(entry.api_key_id) FROM history_entry AS entry
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low),
  outcome.model,
  outcome.task_type,
  outcome.sku,
  1,
  outcome.billed_points,
  difference.booked_points,
  outcome.price_points
FROM history_difference AS difference
-- each difference leads to its task, and never the other way round
CROSS JOIN task ON task.day = difference.day AND task.id_high = difference.id_high
  AND task.id_low = difference.id_low
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE CASE difference.kind
  WHEN 'only_in_responses' THEN task.day * 86400000000000 + task.created_nanoseconds
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
  ELSE (SELECT value FROM setting WHERE name = 'history_unit') = 'point' END;
