-- name: historyEntryUpsert
-- writes a history row
INSERT OR REPLACE INTO history_entry (
  account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type, usage,
  created_at, updated_at, deleted_at, source_id, line, id_high, id_low, day, booked_at, usage_points,
  is_open, comparison, task_day)
VALUES (
  :account, :entry_id, :task_id, :api_key_id, :model, :action, :status, :service_mode,
  :usage_type, :usage, :created_at, :updated_at, :deleted_at, :source_id, :line, :id_high, :id_low,
  :day, :booked_at, :usage_points, :is_open, 0, :task_day);

-- name: historyEntryById
-- one row: a history row of an account
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, deleted_at, task_day, day, id_high, id_low
FROM history_entry
WHERE account = :account AND entry_id = :entry_id;

-- name: staleTasksOfAccount
-- marks the tasks that the history rows of an account name by its name
INSERT OR IGNORE INTO stale_task (day, id_high, id_low)
SELECT coalesce(task_day, day, -1), id_high, id_low
FROM history_entry
WHERE account = :other AND task_id IS NULL;

-- name: historyAccountRename
-- keeps the history rows of an account under another name, by which those without a task id are
-- linked anew
UPDATE OR REPLACE history_entry
SET account = :name, comparison = CASE WHEN task_id IS NULL THEN -1 ELSE comparison END
WHERE account = :other;

-- name: historySpan
-- one row: when the first and the last task of the history were created
SELECT (SELECT min(created_at) FROM history_entry) AS first,
  (SELECT max(created_at) FROM history_entry) AS last;

-- name: historySpans
-- one row: an account of the history, and when its first and its last task were created
SELECT account, min(created_at) AS first, max(created_at) AS last
FROM history_entry
GROUP BY account
ORDER BY account;

-- name: historyUsageByWindow
-- one row: how often the history booked a usage until a balance snapshot, the first one after it
SELECT
  (SELECT min(observed_at) FROM balance_snapshot WHERE observed_at >= entry.booked_at) AS closing_at,
  entry.usage, count(*) AS entries
FROM history_entry AS entry
JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type AND unit.is_points = 1
WHERE entry.comparison <> 3 AND entry.is_open = 0 AND entry.usage IS NOT NULL
  AND entry.usage <> '0' AND entry.booked_at IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2;

-- name: historyAccounts
-- one row: an account of the history
SELECT DISTINCT account FROM history_entry WHERE comparison <> 3 ORDER BY account;

-- name: entriesToConvert
-- one row: a history row whose usage may be another number of points in another unit
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, deleted_at
FROM history_entry
WHERE usage IS NOT NULL AND usage <> '0';

-- name: entryConvert
-- gives a history row its number of points in the unit that is proved
UPDATE history_entry SET usage_points = :usage_points
WHERE account = :account AND entry_id = :entry_id;

-- name: historyUnitSample
-- one row: a usage of the history next to the points that the responses booked, at the end or at
-- creation, and how often both occur
SELECT usage, consume_points, count(*) AS tasks
FROM (
  SELECT entry.usage,
    CASE WHEN ending.id_high IS NULL THEN outcome.billed_points ELSE answered.consume_points END
      AS consume_points
  FROM history_entry AS entry
  JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
    AND task.id_low = entry.id_low
  JOIN outcome ON outcome.id = task.outcome_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  -- of a failed task the booking at its creation may have been taken back
  LEFT JOIN state AS answered ON answered.id = ending.answered_state_id
    AND answered.status_id NOT IN (5, 6) AND answered.usage_type_id IN (
      SELECT usage_type.id
      FROM usage_type
      JOIN usage_unit ON usage_unit.usage_type = usage_type.name AND usage_unit.is_points = 1)
  WHERE entry.comparison = 1 AND entry.is_open = 0 AND entry.usage IS NOT NULL
    AND entry.usage <> '0'
    -- what the history itself says of a task proves nothing
    AND CASE WHEN ending.id_high IS NULL THEN outcome.billed_points
      ELSE coalesce(answered.consume_points, 0) END > 0
    AND entry.usage_type IN (SELECT usage_type FROM usage_unit WHERE is_points = 1)
  ORDER BY entry.created_at DESC, entry.account, entry.entry_id
  LIMIT coalesce(:limit, 1000))
GROUP BY usage, consume_points
ORDER BY usage, consume_points;

-- name: historyByKey
-- one row: the entries of an API key in a period with one usage, next to what the responses say
SELECT entry.api_key_id, entry.usage, entry.comparison = 2 AS is_alone,
  entry.usage <> '0' AND coalesce(unit.is_points, 0) = 0 AS is_other_unit, count(*) AS entries,
  count(outcome.billed_points) AS billed_tasks,
  coalesce(sum(outcome.billed_points), 0) AS billed_points,
  coalesce(sum(outcome.expected_points), 0) AS expected_points
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
LEFT JOIN task ON entry.comparison = 1 AND task.day = entry.task_day
  AND task.id_high = entry.id_high AND task.id_low = entry.id_low
LEFT JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
WHERE entry.comparison <> 3
  AND (:since IS NULL OR entry.day >= :since) AND (:until IS NULL OR entry.day <= :until)
  AND (:accounts IS NULL OR entry.account IN (SELECT value FROM json_each(:accounts)))
GROUP BY entry.api_key_id, entry.usage, is_alone, is_other_unit
ORDER BY entry.api_key_id, entry.usage, is_alone, is_other_unit;

-- name: historyFindings
-- one row: findings of the account history in a period, of some accounts or of all, by kind, key and day, or by kind and SKU
SELECT kind, api_key_id, sku, min(day) AS first_day, max(day) AS last_day, sum(count) AS tasks,
  sum(billed_points) AS billed_points,
  CASE WHEN count(booked_points) = count(*) THEN sum(booked_points) END AS booked_points,
  CASE WHEN count(price_points) = count(*) THEN sum(price_points) END AS price_points,
  CASE WHEN count(DISTINCT model) = 1 THEN min(model) END AS model, other_unit_type
FROM (
  SELECT kind, CASE WHEN kind = 'only_in_history' THEN api_key_id END AS api_key_id, sku, day,
    count, billed_points, booked_points, price_points, model, other_unit_type,
    CASE WHEN kind = 'only_in_history' THEN day END AS own_day
  FROM v_history_finding
  WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
    AND (:accounts IS NULL OR account IN (SELECT value FROM json_each(:accounts))))
GROUP BY kind, api_key_id, sku, own_day, other_unit_type
ORDER BY kind, own_day, api_key_id, sku, other_unit_type;

-- name: historyFindingTasks
-- one row: a task of a finding of the account history in a period, with what makes its group, oldest
-- first; the entries of only_in_history are those of v_history_finding
SELECT 'only_in_history' AS kind, entry.api_key_id AS api_key_id, NULL AS sku,
  date(entry.day * 86400, 'unixepoch') AS day,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END AS other_unit_type,
  entry.task_id AS task_id, entry.created_at AS created_at
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
WHERE entry.comparison = 2 AND entry.is_open = 0 AND coalesce(entry.usage_points, 1) <> 0
  AND entry.task_id IS NOT NULL
  AND coalesce(entry.created_at, 0)
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
  AND (:since IS NULL OR date(entry.day * 86400, 'unixepoch') >= :since)
  AND (:until IS NULL OR date(entry.day * 86400, 'unixepoch') <= :until)
  AND (:accounts IS NULL OR entry.account IN (SELECT value FROM json_each(:accounts)))
UNION ALL
SELECT kind, NULL, sku, day, NULL, task_id, NULL
FROM v_history_finding
WHERE kind <> 'only_in_history'
  AND (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
  AND (:accounts IS NULL OR account IN (SELECT value FROM json_each(:accounts)))
ORDER BY kind, day, created_at, task_id;

-- name: apiKeyIds
-- one row: the id of an API key by the account history
SELECT DISTINCT api_key_id
FROM history_entry
WHERE api_key_id IS NOT NULL AND comparison <> 3
ORDER BY api_key_id;

-- name: apiKeyOfTask
-- one row: the API key of a task by the account history, NULL if it does not name the task
SELECT min(api_key_id) AS api_key_id
FROM history_entry
WHERE id_high = :id_high AND id_low = :id_low AND comparison <> 3;

-- name: keyTasksByDay
-- one row: tasks of a day with one outcome that the history says are of one API key, each once
SELECT entry.task_day AS day, task.outcome_id, entry.api_key_id, count(*) AS tasks
FROM (
  SELECT task_day, id_high, id_low, min(api_key_id) AS api_key_id
  FROM history_entry
  WHERE comparison <> 3 AND task_day >= 0 AND api_key_id IS NOT NULL
  GROUP BY task_day, id_high, id_low) AS entry
CROSS JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
GROUP BY entry.task_day, task.outcome_id, entry.api_key_id
ORDER BY entry.task_day, entry.api_key_id, task.outcome_id;

-- name: spendOfKeys
-- one row: entries of an API key on a day that agree in status and points; points need a proved unit
SELECT api_key_id, day, status, coalesce(usage_points, 0) AS points, count(*) AS entries
FROM history_entry
WHERE day IS NOT NULL AND is_open = 0 AND comparison <> 3
GROUP BY api_key_id, day, status, points
ORDER BY api_key_id, day, status, points;

-- name: firstUnloggedDay
-- one row: the first day from a moment on with a task of some accounts, given as a JSON array, or of all,
-- that the history booked and no response covers
SELECT min(day) AS day
FROM history_entry
WHERE created_at >= :since AND task_id IS NOT NULL AND comparison NOT IN (1, 3)
  AND usage IS NOT NULL AND usage_points IS NOT 0
  AND (:names IS NULL OR account IN (SELECT value FROM json_each(:names)));

-- name: uncountedEntries
-- one row: how many rows with spend of some accounts, given as a JSON array, or of all, no answer covers
SELECT count(*) AS entries
FROM history_entry
WHERE comparison = 2 AND is_open = 0 AND usage IS NOT NULL AND usage <> '0'
  AND (:names IS NULL OR account IN (SELECT value FROM json_each(:names)));

-- name: unloggedSince
-- one row: spend in whole points of an account, or all, that only the history shows, after a moment
-- until another
SELECT coalesce(sum(usage_points), 0) AS points
FROM history_entry
WHERE (:counts_all = 1 OR account = :account) AND comparison = 2 AND is_open = 0 AND booked_at > :from AND booked_at <= :until;

-- name: unloggedSpend
-- one row: spend of an account, or all, that only the history shows, by the snapshot that first
-- contains it
SELECT coalesce(
    (SELECT min(observed_at) FROM balance_snapshot
     WHERE account = :account AND balance_usd <> '' AND observed_at >= entry.booked_at),
    9223372036854775807) AS closing_at,
  sum(entry.usage_points) AS points
FROM history_entry AS entry
WHERE (:counts_all = 1 OR entry.account = :account)
  AND entry.comparison = 2 AND entry.is_open = 0 AND entry.booked_at IS NOT NULL
GROUP BY 1;

-- name: unloggedUsage
-- one row: a usage of entries that only the history shows, by API key and day, and by usage type where
-- that is no number of points
SELECT api_key_id, date(day * 86400, 'unixepoch') AS day, usage,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END AS other_unit_type,
  count(*) AS entries
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
WHERE comparison = 2 AND is_open = 0 AND coalesce(usage_points, 1) <> 0
  AND (:accounts IS NULL OR account IN (SELECT value FROM json_each(:accounts)))
  AND coalesce(created_at, 0)
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4;
