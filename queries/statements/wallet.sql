-- name: balanceSnapshotInsert
-- keeps an account's balance; the same figures of the same time again are the same snapshot
INSERT INTO balance_snapshot (
  account, plan, balance_usd, detail, told_at, observed_at, source_id, line)
VALUES (
  :account, :plan, :balance_usd, :detail, :told_at, :observed_at, :source_id, :line)
ON CONFLICT (account, plan, balance_usd, detail, told_at) DO NOTHING;

-- name: balanceSnapshotKnown
-- one row where the same figures of the same time are in the ledger already
SELECT id
FROM balance_snapshot
WHERE account = :account AND plan = :plan AND balance_usd = :balance_usd AND detail = :detail
  AND told_at = :told_at;

-- name: accountsOfSnapshots
-- one row: an account of which there are balance snapshots
SELECT DISTINCT account FROM balance_snapshot ORDER BY account;

-- name: snapshotsRename
-- keeps the balances of the ledger's only account under another key; equal ones become one
UPDATE OR REPLACE balance_snapshot SET account = :account WHERE account <> :account;

-- name: snapshotAccountRename
-- keeps the balances of an account under another name; equal ones become one
UPDATE OR REPLACE balance_snapshot SET account = :name WHERE account = :other;

-- name: accountsOfAnswers
-- one row: an account of which an account or a source brought something
SELECT account FROM balance_snapshot
WHERE account = :account OR source_id IN (SELECT id FROM source WHERE name = :source)
UNION
SELECT account FROM history_entry
WHERE account = :account OR source_id IN (SELECT id FROM source WHERE name = :source)
ORDER BY account;

-- name: snapshotsForget
-- deletes the balances of an account or of a source
DELETE FROM balance_snapshot
WHERE account = :account OR source_id IN (SELECT id FROM source WHERE name = :source);

-- name: entriesWithdraw
-- marks the history rows of an account or of a source as taken back, to be compared again
UPDATE history_entry SET deleted_at = :now, comparison = 0
WHERE account = :account OR source_id IN (SELECT id FROM source WHERE name = :source);

-- name: entriesForget
-- deletes the history rows of an account or of a source
DELETE FROM history_entry
WHERE account = :account OR source_id IN (SELECT id FROM source WHERE name = :source);

-- name: differencesForget
-- deletes what was found when responses and history were compared
DELETE FROM history_difference;

-- name: topUpInsert
-- one row: the number of a top-up that is added
INSERT INTO top_up (day, at, points, kind, note, added_at, account)
VALUES (:day, :at, :points, :kind, :note, :added_at, :account)
RETURNING id;

-- name: topUpKnown
-- one row: a top-up of the same account, day and amount
SELECT id FROM top_up WHERE day = :day AND points = :points AND account = :account ORDER BY id;

-- name: topUpsAll
-- one row: money put in
SELECT id, day, at, points, kind, note, account FROM top_up ORDER BY day, coalesce(at, 0), id;

-- name: topUpDelete
-- one row: the number of a top-up that is removed
DELETE FROM top_up WHERE id = :id RETURNING id;

-- name: walletChargeInsert
-- one row: the number of a charge that is added
INSERT INTO wallet_charge (day, at, points, note, added_at, account)
VALUES (:day, :at, :points, :note, :added_at, :account)
RETURNING id;

-- name: walletChargeKnown
-- one row: the number of the first charge of an account and a day with an amount
SELECT min(id) AS id
FROM wallet_charge
WHERE day = :day AND points = :points AND account = :account;

-- name: walletChargesAll
-- one row: money out that no task explains
SELECT id, day, at, points, note, account FROM wallet_charge ORDER BY day, coalesce(at, 0), id;

-- name: walletChargeDelete
-- one row: the number of a charge that is removed
DELETE FROM wallet_charge WHERE id = :id RETURNING id;

-- name: spendInsert
-- one row: what the tasks of an account and a changed day booked until its next snapshot, when they
-- ended or were created
WITH booked AS (
  SELECT coalesce(:sole_account, account.name, '') AS account, task.day, 1 AS tasks, outcome.billed_points, outcome.frozen_points, status.has_ended,
    usage_type.name AS usage_type,
    task.day * 86400000000000 + task.created_nanoseconds AS created_at,
    coalesce(task.day * 86400000000000 + task.created_nanoseconds, 0) + task.ended_nanoseconds
      AS ended_at
  FROM stale_day
  CROSS JOIN task ON task.day = stale_day.day
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id
  LEFT JOIN account ON account.id = outcome.account_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  -- what only the history shows is summed from its rows
  WHERE ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL
  UNION ALL
  -- the tasks of usage lines, as if all were created with the last of them
  SELECT coalesce(:sole_account, account.name, ''), part.day, line.tasks, outcome.billed_points,
    outcome.frozen_points, status.has_ended, '', line.created_to, NULL
  FROM stale_day
  CROSS JOIN usage_partition AS part ON part.day = stale_day.day
  JOIN usage_line AS line ON line.partition_id = part.id
  JOIN outcome ON outcome.id = line.outcome_id
  JOIN status ON status.id = outcome.status_id
  LEFT JOIN account ON account.id = outcome.account_id)
INSERT INTO wallet_spend (account, basis, day, closing_at, points, tasks)
SELECT account, basis, day, coalesce(
    (SELECT min(observed_at) FROM balance_snapshot AS snapshot
     WHERE balance_usd <> '' AND observed_at >= booked_at AND snapshot.account = spent.account),
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
GROUP BY 1, 2, 3, 4;

-- name: spendDelete
-- deletes what the tasks of changed days booked between snapshots
DELETE FROM wallet_spend WHERE day IN (SELECT day FROM stale_day);

-- name: spendSince
-- one row: what the tasks of an account, or all, booked after a snapshot until a moment
SELECT coalesce(sum(points * tasks), 0) AS points, coalesce(sum(tasks), 0) AS tasks
FROM (
  SELECT 1 AS tasks,
    CASE WHEN :basis = 'ended' OR outcome.billed_points >= 0 THEN outcome.billed_points
      ELSE outcome.frozen_points END AS points,
    CASE WHEN :basis = 'created' OR usage_type.name = 'llm' OR status.has_ended = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM (
    SELECT *, day * 86400000000000 + created_nanoseconds AS created_at,
      coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
    FROM task
    WHERE day IN (
      SELECT day FROM wallet_spend
      WHERE account = :account AND closing_at > :from AND basis = :basis)) AS task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id
  LEFT JOIN account ON account.id = outcome.account_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE (outcome.billed_points >= 0 OR (:basis = 'created' AND status.has_ended = 0))
    AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL)
    AND (:counts_all = 1 OR account.name = :account)
  UNION ALL
  SELECT line.tasks,
    CASE WHEN :basis = 'ended' OR outcome.billed_points >= 0 THEN outcome.billed_points
      ELSE outcome.frozen_points END,
    line.created_to
  FROM usage_partition AS part
  JOIN usage_line AS line ON line.partition_id = part.id
  JOIN outcome ON outcome.id = line.outcome_id
  JOIN status ON status.id = outcome.status_id
  LEFT JOIN account ON account.id = outcome.account_id
  WHERE part.day IN (SELECT day FROM wallet_spend
      WHERE account = :account AND closing_at > :from AND basis = :basis)
    AND (outcome.billed_points >= 0 OR (:basis = 'created' AND status.has_ended = 0))
    AND (:counts_all = 1 OR account.name = :account))
WHERE points <> 0 AND booked_at > :from AND booked_at <= :until;

-- name: windowInsert
-- keeps the time between two snapshots
INSERT INTO wallet_window (
  account, closing_at, opening_at, opening_points, top_up_points, charged_points, billed_points,
  unlogged_points, expired_points, closing_points, timing_points, rounding_points,
  unexplained_points, tasks, detail)
VALUES (
  :account, :closing_at, :opening_at, :opening_points, :top_up_points, :charged_points, :billed_points,
  :unlogged_points, :expired_points, :closing_points, :timing_points, :rounding_points,
  :unexplained_points, :tasks, :detail);

-- name: windowsDelete
-- deletes the times between snapshots, which are recomputed
DELETE FROM wallet_window;

-- name: windowFigures
-- one row: a snapshot of an account whose balance is known, with what was booked since the one before
-- it; of one moment the latest counts
SELECT snapshot.balance_usd, snapshot.detail, snapshot.observed_at,
  (SELECT coalesce(sum(points), 0) FROM wallet_spend
   WHERE account = :account AND closing_at = snapshot.observed_at AND basis = :basis) AS points,
  (SELECT coalesce(sum(tasks), 0) FROM wallet_spend
   WHERE account = :account AND closing_at = snapshot.observed_at AND basis = :basis) AS tasks
FROM balance_snapshot AS snapshot
WHERE snapshot.account = :account AND snapshot.id = (
  SELECT max(id) FROM balance_snapshot AS same
  WHERE same.account = :account AND same.observed_at = snapshot.observed_at
    AND same.balance_usd <> '')
ORDER BY snapshot.observed_at;

-- name: windowTasks
-- one row: a task of an account, or any, that was booked between two snapshots
SELECT id_high, id_low, odd_task_id, outcome_id, booked_at, points
FROM (
  SELECT task.id_high, task.id_low, odd.task_id AS odd_task_id, task.outcome_id,
    CASE WHEN :basis = 'ended' OR outcome.billed_points >= 0 THEN outcome.billed_points
      ELSE outcome.frozen_points END AS points,
    CASE WHEN :basis = 'created' OR usage_type.name = 'llm' OR status.has_ended = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM (
    SELECT *, day * 86400000000000 + created_nanoseconds AS created_at,
      coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
    FROM task
    WHERE day IN (
      SELECT day FROM wallet_spend
      WHERE account = :account AND closing_at = :until AND basis = :basis)) AS task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id
  LEFT JOIN account ON account.id = outcome.account_id
  LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE (outcome.billed_points >= 0 OR (:basis = 'created' AND status.has_ended = 0))
    AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL)
    AND (:counts_all = 1 OR account.name = :account))
WHERE points <> 0 AND booked_at > :from AND booked_at <= :until
ORDER BY booked_at, id_high, id_low;

-- name: walletIsBooked
-- one row: whether the times between snapshots have been computed
SELECT EXISTS (SELECT 1 FROM wallet_window) AS is_booked;

-- name: spendWithoutAccount
-- one row: how many tasks booked something of which nothing tells the account
SELECT coalesce(sum(tasks), 0) AS tasks FROM wallet_spend WHERE account = '' AND basis = 'ended';

-- name: spendClear
-- deletes what all tasks booked between snapshots
DELETE FROM wallet_spend;

-- name: topUpAccounts
-- gives the top-ups of the ledger's only account the name of that account
UPDATE top_up SET account = :name WHERE account = '';

-- name: walletChargeAccounts
-- gives the charges of the ledger's only account the name of that account
UPDATE wallet_charge SET account = :name WHERE account = '';

-- name: topUpRename
-- keeps the top-ups of an account under another name
UPDATE top_up SET account = :name WHERE account = :other;

-- name: walletChargeRename
-- keeps the charges of an account under another name
UPDATE wallet_charge SET account = :name WHERE account = :other;
