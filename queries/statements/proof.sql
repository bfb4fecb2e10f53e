-- name: taskFacts
-- one row: a task with what its figures follow from
SELECT day, id_high, id_low, request_id, state_id, outcome_id, watch, created_nanoseconds,
  has_details, varying_values
FROM task;

-- name: taskFactsUnchecked
-- one row: a task of an unchecked day with what its figures follow from
SELECT day, id_high, id_low, request_id, state_id, outcome_id, watch, created_nanoseconds,
  has_details, varying_values
FROM task
WHERE day IN (SELECT day FROM unchecked_day);

-- name: detailsOfTasks
-- one row: a task of which there are details
SELECT id_high, id_low FROM booking
UNION
SELECT id_high, id_low FROM usage_stamp
UNION
SELECT id_high, id_low FROM odd_task_id
UNION
SELECT id_high, id_low FROM history_end
ORDER BY id_high, id_low;

-- name: textsOfTaskIds
-- one row: the text of a task id that is kept next to its two numbers
SELECT id_high, id_low, task_id FROM odd_task_id
UNION ALL
SELECT id_high, id_low, task_id FROM asked_task
ORDER BY id_high, id_low;

-- name: requestsVarying
-- one row: a request whose tasks have values of their own
SELECT id, model, task_type, varying_fields FROM request WHERE varying_fields <> '[]' ORDER BY id;

-- name: chargeProof
-- one row: a charge with what makes it
SELECT charge.expected_points, charge.reason, charge.quantities, sku.name AS sku, sku.model,
  sku.task_type, sku.fields, rate.pricing
FROM charge
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id
WHERE charge.id = :id;

-- name: referencesMissing
-- one row: a task that refers to a row that is missing
SELECT task.day, task.id_high, task.id_low,
  CASE WHEN request.id IS NULL THEN 'request' WHEN state.id IS NULL THEN 'state'
    WHEN outcome.id IS NULL THEN 'outcome' ELSE 'source' END AS missing
FROM task
LEFT JOIN request ON request.id = task.request_id
LEFT JOIN state ON state.id = task.state_id
LEFT JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN source ON source.id = task.source_id
WHERE request.id IS NULL OR state.id IS NULL OR outcome.id IS NULL OR source.id IS NULL
ORDER BY task.day, task.id_high, task.id_low;

-- name: comparisonWaits
-- one row: whether tasks or history entries are still to be compared
SELECT EXISTS (SELECT 1 FROM stale_day)
  OR EXISTS (SELECT 1 FROM history_entry WHERE comparison <= 0) AS waits;

-- name: entriesCompared
-- one row: a history entry that was compared with the responses, and whether its task is where it says
SELECT entry.account, entry.entry_id, entry.task_id, entry.api_key_id, entry.model, entry.action,
  entry.status, entry.service_mode, entry.usage_type, entry.usage, entry.created_at,
  entry.updated_at, entry.deleted_at, entry.id_high, entry.id_low, entry.day, entry.booked_at,
  entry.usage_points, entry.is_open, entry.comparison, entry.task_day, task.day AS stored_day
FROM history_entry AS entry
LEFT JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
WHERE entry.comparison >= 0
ORDER BY entry.account, entry.entry_id;

-- name: accountsCheck
-- one row: a task whose account no answer tells, where it is not that of its history rows
SELECT task.day, task.id_high, task.id_low, account.name AS stored,
  CASE WHEN :are_told = 1 THEN min(entry.account) END AS account
FROM task
JOIN state ON state.id = task.state_id
JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN account ON account.id = outcome.account_id
LEFT JOIN history_entry AS entry ON :are_told = 1 AND entry.id_high = task.id_high
  AND entry.id_low = task.id_low AND entry.account <> '' AND entry.comparison <> 3
WHERE task.day BETWEEN -1 AND 100000 AND state.account_id IS NULL
  AND (:are_told = 1 OR outcome.account_id IS NOT NULL)
GROUP BY task.day, task.id_high, task.id_low
HAVING CASE WHEN :are_told = 1 THEN min(entry.account) END IS NOT account.name
ORDER BY task.day, task.id_high, task.id_low;

-- name: differencesCheck
-- one row: a task on which responses and history differ, or are said to, where the two disagree
WITH account_span AS MATERIALIZED (
  SELECT account, min(created_at) AS first, max(created_at) AS last
  FROM history_entry
  WHERE :are_several = 1
  GROUP BY account),
found AS (
  SELECT task.id_high, task.id_low, task.day,
    CASE WHEN entry.entry_id IS NULL THEN 'only_in_responses' ELSE 'booked_differently' END AS kind,
    count(entry.entry_id) AS entries,
    CASE WHEN count(entry.usage_points) = count(entry.entry_id) THEN sum(entry.usage_points) END
      AS booked_points
  FROM task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  LEFT JOIN history_entry AS entry
    ON entry.id_high = task.id_high AND entry.id_low = task.id_low AND entry.comparison <> 3
  WHERE outcome.billed_points >= 0 AND ending.id_high IS NULL
    AND (EXISTS (SELECT 1 FROM history_entry WHERE history_entry.id_high = task.id_high
        AND history_entry.id_low = task.id_low AND history_entry.comparison <> 3)
      OR outcome.billed_points > 0 AND task.day BETWEEN 0 AND 100000
        AND task.day * 86400000000000 + task.created_nanoseconds BETWEEN :first AND :last)
  GROUP BY task.day, task.id_high, task.id_low
  HAVING CASE WHEN count(entry.entry_id) = 0
    THEN outcome.billed_points > 0
      AND (:are_several = 0 OR EXISTS (
        SELECT 1 FROM account_span AS span
        JOIN account ON account.name = span.account
        WHERE account.id = outcome.account_id
          AND task.day * 86400000000000 + task.created_nanoseconds
            BETWEEN span.first AND span.last))
    ELSE status.has_ended = 1 AND sum(entry.is_open) = 0
      AND count(entry.usage) = count(entry.entry_id)
      AND (count(entry.usage_points) < count(entry.entry_id)
        OR sum(entry.usage_points) <> outcome.billed_points)
    END)
SELECT id_high, id_low, day, max(is_stored) AS is_stored, min(is_stored) AS is_only_stored
FROM (
  SELECT id_high, id_low, day, kind, entries, booked_points, 0 AS is_stored FROM found
  UNION ALL
  SELECT id_high, id_low, day, kind, entries, booked_points, 1 FROM history_difference)
GROUP BY id_high, id_low, day, kind, entries, booked_points
HAVING count(*) <> 2
ORDER BY day, id_high, id_low;

-- name: spendCheck
-- one row: what the tasks of an account and a day booked until a snapshot, where it is not what is stored
WITH booked AS (
  SELECT coalesce(:sole_account, account.name, '') AS account, task.day, 1 AS tasks, outcome.billed_points, outcome.frozen_points, status.has_ended,
    usage_type.name AS usage_type,
    task.day * 86400000000000 + task.created_nanoseconds AS created_at,
    coalesce(task.day * 86400000000000 + task.created_nanoseconds, 0) + task.ended_nanoseconds
      AS ended_at
  FROM task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id
  LEFT JOIN account ON account.id = outcome.account_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE task.day BETWEEN -1 AND 100000
    AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL)
  UNION ALL
  -- the tasks of usage lines, as if all were created with the last of them
  SELECT coalesce(:sole_account, account.name, ''), part.day, line.tasks, outcome.billed_points,
    outcome.frozen_points, status.has_ended, '', line.created_to, NULL
  FROM usage_partition AS part
  JOIN usage_line AS line ON line.partition_id = part.id
  JOIN outcome ON outcome.id = line.outcome_id
  JOIN status ON status.id = outcome.status_id
  LEFT JOIN account ON account.id = outcome.account_id),
counted AS (
  SELECT account, basis, day, coalesce(
      (SELECT min(observed_at) FROM balance_snapshot AS snapshot
       WHERE balance_usd <> '' AND observed_at >= booked_at
         AND snapshot.account = spent.account),
      9223372036854775807) AS closing_at,
    sum(points * tasks) AS points, sum(tasks) AS tasks
  FROM (
    SELECT account, 'ended' AS basis, day, tasks, billed_points AS points,
      CASE WHEN usage_type = 'llm' OR has_ended = 0
        THEN coalesce(created_at, ended_at)
        ELSE coalesce(ended_at, created_at) END AS booked_at
    FROM booked
    WHERE billed_points >= 0
    UNION ALL
    SELECT account, 'created', day, tasks,
      CASE WHEN billed_points >= 0 THEN billed_points ELSE frozen_points END,
      coalesce(created_at, ended_at)
    FROM booked
    WHERE billed_points >= 0 OR has_ended = 0) AS spent
  WHERE points <> 0 AND booked_at IS NOT NULL
  GROUP BY 1, 2, 3, 4)
SELECT account, basis, day, closing_at, sum(stored) AS stored, sum(counted) AS counted
FROM (
  SELECT account, basis, day, closing_at, 0 AS stored, points AS counted, tasks AS tasks FROM counted
  UNION ALL
  SELECT account, basis, day, closing_at, points, 0, -tasks FROM wallet_spend)
GROUP BY account, basis, day, closing_at
HAVING sum(stored) <> sum(counted) OR sum(tasks) <> 0
ORDER BY account, basis, day, closing_at;

-- name: storedWindows
-- one row: the time between two snapshots as it is stored
SELECT * FROM wallet_window ORDER BY account, closing_at;
