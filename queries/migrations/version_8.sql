-- name: version8Outcomes
-- one row: none; tells outcomes apart by the account of their tasks
ALTER TABLE outcome ADD COLUMN account_id INTEGER REFERENCES account;

DROP INDEX outcome_key;
DROP INDEX outcome_kept;

CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code, coalesce(account_id, -1))
  WHERE pricing_input_id IS NOT NULL;

CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code,
  coalesce(account_id, -1)) WHERE pricing_input_id IS NULL;

-- name: version8Wallets
-- one row: a wallet entry, or what follows from balances, with the account that it is of
-- Earlier versions kept books only where all balances were of one account.
ALTER TABLE top_up ADD COLUMN account TEXT NOT NULL DEFAULT '';

ALTER TABLE wallet_spend RENAME TO earlier_spend;
DROP INDEX wallet_spend_closing;

CREATE TABLE wallet_spend (
  account TEXT NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('ended', 'created')),
  day INTEGER NOT NULL,
  closing_at INTEGER NOT NULL,
  points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (account, basis, day, closing_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX wallet_spend_closing ON wallet_spend (closing_at, basis);

INSERT INTO wallet_spend (account, basis, day, closing_at, points, tasks)
SELECT coalesce((SELECT min(account) FROM balance_snapshot), ''), basis, day, closing_at, points,
  tasks
FROM earlier_spend;

DROP TABLE earlier_spend;

ALTER TABLE wallet_window RENAME TO earlier_window;

CREATE TABLE wallet_window (
  account TEXT NOT NULL,
  closing_at INTEGER NOT NULL,
  opening_at INTEGER,
  opening_points INTEGER,
  top_up_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  unlogged_points INTEGER NOT NULL,
  expired_points INTEGER NOT NULL,
  closing_points INTEGER NOT NULL,
  unexplained_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  detail TEXT NOT NULL,
  timing_points INTEGER NOT NULL DEFAULT 0,
  rounding_points INTEGER NOT NULL DEFAULT 0,
  charged_points INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account, closing_at)
) STRICT, WITHOUT ROWID;

INSERT INTO wallet_window (account, closing_at, opening_at, opening_points, top_up_points,
  billed_points, unlogged_points, expired_points, closing_points, unexplained_points, tasks, detail,
  timing_points, rounding_points, charged_points)
SELECT coalesce((SELECT min(account) FROM balance_snapshot), ''), closing_at, opening_at,
  opening_points, top_up_points, billed_points, unlogged_points, expired_points, closing_points,
  unexplained_points, tasks, detail, timing_points, rounding_points, charged_points
FROM earlier_window;

DROP TABLE earlier_window;

-- name: version8WalletCharges
-- one row: none; charges of versions 6 to 8 get an account, as those of a new table have
ALTER TABLE wallet_charge ADD COLUMN account TEXT NOT NULL DEFAULT '';

-- name: version8Accounts
-- one row: none; gives tasks and usage lines that name an account an outcome of that account
-- Their figures stay what they are, in closed months too: rollup and adjustments of the old outcome
-- are divided as their tasks are.
CREATE TEMP TABLE told_line AS
SELECT line.line_day, line.found_day, line.day, line.outcome_id, state.account_id,
  sum(line.tasks) AS tasks
FROM task_line AS line
JOIN state ON state.id = line.state_id
WHERE state.account_id IS NOT NULL
GROUP BY line.line_day, line.found_day, line.day, line.outcome_id, state.account_id
UNION ALL
SELECT day, NULL, day, outcome_id, account_id, sum(tasks)
FROM usage_fact
WHERE account_id IS NOT NULL
GROUP BY day, outcome_id, account_id;

-- the outcomes that tasks had at some time, and those that closed months keep of these
CREATE TEMP TABLE told_span AS
SELECT DISTINCT span.day, span.outcome_id, state.account_id
FROM task_span AS span
JOIN state ON state.id = span.state_id
WHERE state.account_id IS NOT NULL;

CREATE TEMP TABLE told_outcome AS
SELECT outcome_id, account_id,
  (SELECT max(id) FROM outcome) + row_number() OVER (ORDER BY outcome_id, account_id) AS id
FROM (
  SELECT outcome_id, account_id FROM told_line
  UNION
  SELECT outcome_id, account_id FROM told_span
  UNION
  SELECT kept.kept_outcome_id, span.account_id
  FROM superseded_outcome AS kept
  JOIN told_span AS span ON span.day = kept.day AND span.outcome_id = kept.outcome_id);

INSERT INTO outcome (id, pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code, account_id)
SELECT told.id, pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  0, 0, error_code, told.account_id
FROM told_outcome AS told
JOIN outcome ON outcome.id = told.outcome_id;

INSERT INTO rollup (day, outcome_id, tasks)
SELECT line.day, moved.outcome_id, sum(moved.sign * line.tasks)
FROM told_line AS line
JOIN (
  SELECT outcome_id AS from_id, account_id, id AS outcome_id, 1 AS sign FROM told_outcome
  UNION ALL
  SELECT outcome_id, account_id, outcome_id, -1 FROM told_outcome) AS moved
  ON moved.from_id = line.outcome_id AND moved.account_id = line.account_id
WHERE line.found_day IS NULL
GROUP BY line.day, moved.outcome_id
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

DELETE FROM rollup WHERE tasks = 0;

INSERT INTO adjustment (found_day, day, outcome_id, tasks)
SELECT line.found_day, line.day, moved.outcome_id, sum(moved.sign * line.tasks)
FROM told_line AS line
JOIN (
  SELECT outcome_id AS from_id, account_id, id AS outcome_id, 1 AS sign FROM told_outcome
  UNION ALL
  SELECT outcome_id, account_id, outcome_id, -1 FROM told_outcome) AS moved
  ON moved.from_id = line.outcome_id AND moved.account_id = line.account_id
WHERE line.found_day IS NOT NULL
GROUP BY line.found_day, line.day, moved.outcome_id
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

DELETE FROM adjustment WHERE tasks = 0;

INSERT INTO superseded_outcome (day, outcome_id, number, found_day, since_number, kept_outcome_id)
SELECT kept.day, told.id, kept.number, kept.found_day, kept.since_number, told_kept.id
FROM superseded_outcome AS kept
JOIN told_span AS span ON span.day = kept.day AND span.outcome_id = kept.outcome_id
JOIN told_outcome AS told
  ON told.outcome_id = span.outcome_id AND told.account_id = span.account_id
JOIN told_outcome AS told_kept
  ON told_kept.outcome_id = kept.kept_outcome_id AND told_kept.account_id = span.account_id;

UPDATE superseded_task SET outcome_id = told.id
FROM told_outcome AS told, state
WHERE told.outcome_id = superseded_task.outcome_id AND state.id = superseded_task.state_id
  AND told.account_id = state.account_id;

UPDATE task SET outcome_id = told.id
FROM told_outcome AS told, state
WHERE told.outcome_id = task.outcome_id AND state.id = task.state_id
  AND told.account_id = state.account_id;

UPDATE usage_line SET outcome_id = told.id
FROM told_outcome AS told, usage_partition AS part
WHERE told.outcome_id = usage_line.outcome_id AND part.id = usage_line.partition_id
  AND told.account_id = part.account_id;

INSERT OR IGNORE INTO stale_tag_day (day) SELECT day FROM told_line;

DROP TABLE told_line;
DROP TABLE told_span;
DROP TABLE told_outcome;

-- name: accountsAreTold
-- one row: whether a task or a usage line names its account
SELECT EXISTS (SELECT 1 FROM state WHERE account_id IS NOT NULL)
  OR EXISTS (SELECT 1 FROM usage_partition WHERE account_id IS NOT NULL) AS are_told;
