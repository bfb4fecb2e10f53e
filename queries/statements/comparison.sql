-- name: accountSideIsKnown
-- one row: whether the ledger holds history entries, and whether known balances
SELECT EXISTS (SELECT 1 FROM history_entry) AS has_history,
  EXISTS (SELECT 1 FROM balance_snapshot WHERE balance_usd <> '') AS has_snapshots;

-- name: unlinkedEntries
-- one row: a history entry that was written before entries were linked to tasks
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at
FROM history_entry
WHERE comparison <= 0 AND comparison = -1
LIMIT coalesce(:limit, 10);

-- name: entryLink
-- links a history entry to the task that it names
UPDATE history_entry SET id_high = :id_high, id_low = :id_low, day = :day, booked_at = :booked_at,
  usage_points = :usage_points, is_open = :is_open, comparison = 0, task_day = NULL
WHERE account = :account AND entry_id = :entry_id;

-- name: entriesToCompare
-- one row: a history entry that is to be compared with the responses
SELECT account, entry_id, task_id, id_high, id_low, day
FROM history_entry
WHERE comparison <= 0 AND comparison = 0
ORDER BY day
LIMIT coalesce(:limit, 10);

-- name: entryCompare
-- notes for a history entry whether the responses know its task, and under which day
UPDATE history_entry SET comparison = :comparison, task_day = :task_day
WHERE account = :account AND entry_id = :entry_id;

-- name: entriesFindTasks
-- notes for history entries that were alone, or whose task has another day now, where their task is
WITH found AS MATERIALIZED (
  SELECT entry.account, entry.entry_id, stale_task.day
  FROM stale_task
  CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
    AND task.id_low = stale_task.id_low
  CROSS JOIN history_entry AS entry
    ON entry.id_high = stale_task.id_high AND entry.id_low = stale_task.id_low
  WHERE entry.task_day IS NOT stale_task.day)
UPDATE history_entry SET comparison = 1, task_day = found.day
FROM found
WHERE history_entry.account = found.account AND history_entry.entry_id = found.entry_id;

-- name: staleTaskInsert
-- marks a task that is to be compared with the history
INSERT OR IGNORE INTO stale_task (day, id_high, id_low) VALUES (:day, :id_high, :id_low);

-- name: staleTasksOfDays
-- marks the tasks of the days that have changed
INSERT OR IGNORE INTO stale_task (day, id_high, id_low)
SELECT task.day, task.id_high, task.id_low
FROM stale_day
CROSS JOIN task ON task.day = stale_day.day;

-- name: staleTasksClear
-- deletes the tasks that have been compared
DELETE FROM stale_task;

-- name: differencesInsert
-- one row: a task that was billed and is not in the history's span, or that the history books otherwise
INSERT INTO history_difference (id_high, id_low, day, kind, entries, booked_points)
SELECT task.id_high, task.id_low, task.day,
  CASE WHEN entry.entry_id IS NULL THEN 'only_in_responses' ELSE 'booked_differently' END AS kind,
  count(entry.entry_id) AS entries,
  CASE WHEN count(entry.usage_points) = count(entry.entry_id) THEN sum(entry.usage_points) END
    AS booked_points
FROM stale_task
CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
  AND task.id_low = stale_task.id_low
JOIN outcome ON outcome.id = task.outcome_id
JOIN status ON status.id = outcome.status_id
LEFT JOIN history_entry AS entry
  ON entry.id_high = task.id_high AND entry.id_low = task.id_low
WHERE outcome.billed_points >= 0
GROUP BY stale_task.day, stale_task.id_high, stale_task.id_low
HAVING CASE WHEN count(entry.entry_id) = 0
  THEN outcome.billed_points > 0
    AND task.day * 86400000000000 + task.created_nanoseconds BETWEEN :first AND :last
  ELSE status.has_ended = 1 AND sum(entry.is_open) = 0
    AND count(entry.usage) = count(entry.entry_id)
    AND (count(entry.usage_points) < count(entry.entry_id)
      OR sum(entry.usage_points) <> outcome.billed_points)
  END;

-- name: differencesDelete
-- deletes what was known about the tasks that are compared again
DELETE FROM history_difference
WHERE (id_high, id_low) IN (SELECT id_high, id_low FROM stale_task);

-- name: staleDayInsert
-- marks an accounting day whose tasks have changed
INSERT OR IGNORE INTO stale_day (day) VALUES (:day);

-- name: staleDaysBetween
-- marks the accounting days with tasks from one to another
INSERT OR IGNORE INTO stale_day (day)
SELECT day FROM rollup WHERE day BETWEEN :first AND :last
UNION
SELECT day FROM adjustment WHERE day BETWEEN :first AND :last;

-- name: staleDaysOfNewSnapshots
-- marks the days whose booked points a new snapshot divides again
INSERT OR IGNORE INTO stale_day (day)
SELECT spend.day
FROM balance_snapshot AS snapshot
JOIN wallet_spend AS spend ON spend.closing_at = coalesce(
  (SELECT min(closing_at) FROM wallet_window WHERE closing_at > snapshot.observed_at),
  9223372036854775807)
WHERE snapshot.balance_usd <> ''
  AND snapshot.observed_at NOT IN (SELECT closing_at FROM wallet_window);

-- name: staleDaysExist
-- one row: whether tasks of some day have changed since they were last compared
SELECT EXISTS (SELECT 1 FROM stale_day) AS is_stale;

-- name: staleDaysClear
-- deletes the days that have been compared
DELETE FROM stale_day;
