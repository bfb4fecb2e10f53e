-- name: accountSideIsKnown
-- one row: whether the ledger holds history entries, and whether known balances
SELECT EXISTS (SELECT 1 FROM history_entry) AS has_history,
  EXISTS (SELECT 1 FROM balance_snapshot WHERE balance_usd <> '') AS has_snapshots;

-- name: unlinkedEntries
-- one row: a history entry that was written before entries were linked to tasks
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, deleted_at
FROM history_entry
WHERE comparison <= 0 AND comparison = -1
LIMIT coalesce(:limit, 10);

-- name: entryLink
-- links a history entry to the task that it names
UPDATE history_entry SET id_high = :id_high, id_low = :id_low, day = :day, booked_at = :booked_at,
  usage_points = :usage_points, is_open = :is_open, comparison = 0
WHERE account = :account AND entry_id = :entry_id;

-- name: entriesToCompare
-- one row: a history entry that is to be compared with the responses
SELECT account, entry_id, task_id, id_high, id_low, day, task_day, deleted_at
FROM history_entry
WHERE comparison <= 0 AND comparison = 0
ORDER BY day
LIMIT coalesce(:limit, 10);

-- name: entryCompare
-- notes for a history entry whether the responses know its task, and under which day
UPDATE history_entry SET comparison = :comparison, task_day = :task_day
WHERE account = :account AND entry_id = :entry_id;

-- name: entriesOfUsageDay
-- has the history entries compared again that no task of a day was known for, since usage lines count it
UPDATE history_entry SET comparison = 0 WHERE comparison = 2 AND day = :day;

-- name: entriesFindTasks
-- notes for history entries that were alone, or whose task has another day now, where the task is
-- that answers name
WITH found AS MATERIALIZED (
  SELECT entry.account, entry.entry_id, stale_task.day
  FROM stale_task
  CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
    AND task.id_low = stale_task.id_low
  CROSS JOIN history_entry AS entry
    ON entry.id_high = stale_task.id_high AND entry.id_low = stale_task.id_low
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE (entry.comparison IN (2, 4) OR entry.comparison = 1 AND entry.task_day IS NOT stale_task.day)
    AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL))
UPDATE history_entry SET comparison = 1, task_day = found.day
FROM found
WHERE history_entry.account = found.account AND history_entry.entry_id = found.entry_id;

-- name: staleTaskInsert
-- marks a task that is to be compared with the history
INSERT OR IGNORE INTO stale_task (day, id_high, id_low) VALUES (:day, :id_high, :id_low);

-- name: staleTasksOfOtherDays
-- one row: a task that is marked under a day on which it is not stored
SELECT stale_task.id_high, stale_task.id_low
FROM stale_task
LEFT JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
  AND task.id_low = stale_task.id_low
WHERE task.day IS NULL
ORDER BY stale_task.id_high, stale_task.id_low;

-- name: staleTasksOfDays
-- marks the tasks of the days that have changed
INSERT OR IGNORE INTO stale_task (day, id_high, id_low)
SELECT task.day, task.id_high, task.id_low
FROM stale_day
CROSS JOIN task ON task.day = stale_day.day;

-- name: staleTasksOfEntries
-- marks the tasks of all history entries or, unless the unit has changed, of those that no answer names
INSERT OR IGNORE INTO stale_task (day, id_high, id_low)
SELECT coalesce(task_day, day, -1), id_high, id_low
FROM history_entry
WHERE comparison = 2 OR comparison = 1 AND :has_other_unit = 1;

-- name: accountsOfStaleTasks
-- one row: a task that is compared, whose account no answer tells, if the history tells another one
-- than the task has, or none any more
SELECT task.day, task.id_high, task.id_low, min(entry.account) AS account
FROM stale_task
CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
  AND task.id_low = stale_task.id_low
JOIN state ON state.id = task.state_id
JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN history_entry AS entry ON entry.id_high = task.id_high AND entry.id_low = task.id_low
  AND entry.account <> '' AND entry.comparison <> 3
WHERE state.account_id IS NULL
GROUP BY task.day, task.id_high, task.id_low
HAVING min(entry.account) IS NOT (SELECT name FROM account WHERE id = outcome.account_id)
ORDER BY task.day, task.id_high, task.id_low;

-- name: historyEndCandidates
-- one row: a task that is compared, is in the history, and has not ended or been booked by its answers
SELECT stale_task.day, stale_task.id_high, stale_task.id_low
FROM stale_task
LEFT JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
  AND task.id_low = stale_task.id_low
LEFT JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN status ON status.id = outcome.status_id
WHERE (task.day IS NULL OR task.has_details = 1 OR status.has_ended = 0
    OR outcome.billed_points = -1)
  AND (EXISTS (SELECT 1 FROM history_entry AS entry
      WHERE entry.id_high = stale_task.id_high AND entry.id_low = stale_task.id_low)
    OR EXISTS (SELECT 1 FROM history_end AS ending
      WHERE ending.id_high = stale_task.id_high AND ending.id_low = stale_task.id_low))
ORDER BY stale_task.day, stale_task.id_high, stale_task.id_low;

-- name: entriesOfTask
-- one row: a history row of a task, with its place
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, deleted_at, comparison, source_id, line
FROM history_entry
WHERE id_high = :id_high AND id_low = :id_low
ORDER BY account, entry_id;

-- name: unansweredTaskPlace
-- notes for the history rows of a task that no answer names under which day it is stored, if it is
UPDATE history_entry SET task_day = :task_day
WHERE id_high = :id_high AND id_low = :id_low AND comparison = 2;

-- name: historyEndPut
-- writes what the history tells of the end of a task, and what the answers say without it
INSERT OR REPLACE INTO history_end (
  id_high, id_low, state_id, created_at, ended_at, answered_state_id, answered_created_at,
  answered_ended_at, answered_seen_at, usage_has_ended, usage_ended_at, usage_seen_at)
VALUES (
  :id_high, :id_low, :state_id, :created_at, :ended_at, :answered_state_id, :answered_created_at,
  :answered_ended_at, :answered_seen_at, :usage_has_ended, :usage_ended_at, :usage_seen_at);

-- name: historyEndOfTask
-- one row: what the history tells of the end of a task, and what the answers say without it
SELECT state_id, created_at, ended_at, answered_state_id, answered_created_at, answered_ended_at,
  answered_seen_at, usage_has_ended, usage_ended_at, usage_seen_at
FROM history_end
WHERE id_high = :id_high AND id_low = :id_low;

-- name: historyEndDelete
-- forgets what the history tells of the end of a task
DELETE FROM history_end WHERE id_high = :id_high AND id_low = :id_low;

-- name: staleTasksClear
-- deletes the tasks that have been compared
DELETE FROM stale_task;

-- name: differencesInsert
-- one row: a task that was billed and is not in the history's span, or that the history books otherwise
WITH account_span AS MATERIALIZED (
  SELECT account, min(created_at) AS first, max(created_at) AS last
  FROM history_entry
  WHERE :are_several = 1
  GROUP BY account)
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
LEFT JOIN history_end AS ending ON task.has_details = 1
  AND ending.id_high = task.id_high AND ending.id_low = task.id_low
LEFT JOIN history_entry AS entry
  ON entry.id_high = task.id_high AND entry.id_low = task.id_low AND entry.comparison <> 3
-- what the history says itself is no difference to it
WHERE outcome.billed_points >= 0 AND ending.id_high IS NULL
GROUP BY stale_task.day, stale_task.id_high, stale_task.id_low
HAVING CASE WHEN count(entry.entry_id) = 0
  THEN outcome.billed_points > 0
    AND task.day * 86400000000000 + task.created_nanoseconds BETWEEN :first AND :last
    -- of several accounts, each is compared with its own history
    AND (:are_several = 0 OR EXISTS (
      SELECT 1 FROM account_span AS span
      JOIN account ON account.name = span.account
      WHERE account.id = outcome.account_id
        AND task.day * 86400000000000 + task.created_nanoseconds BETWEEN span.first AND span.last))
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
JOIN wallet_spend AS spend ON spend.account = snapshot.account AND spend.closing_at = coalesce(
  (SELECT min(closing_at) FROM wallet_window AS later
   WHERE later.account = snapshot.account AND later.closing_at > snapshot.observed_at),
  9223372036854775807)
WHERE snapshot.balance_usd <> ''
  AND NOT EXISTS (SELECT 1 FROM wallet_window AS own
    WHERE own.account = snapshot.account AND own.closing_at = snapshot.observed_at);

-- name: staleDaysExist
-- one row: whether tasks of some day have changed since they were last compared
SELECT EXISTS (SELECT 1 FROM stale_day) AS is_stale;

-- name: staleDaysClear
-- deletes the days that have been compared
DELETE FROM stale_day;
