-- name: version1SetAside
-- one row: none; sets the tables of a ledger of version 1 aside, so that those of today can be made
DROP VIEW v_finding;
DROP VIEW v_daily_cost;
DROP VIEW v_task;
DROP INDEX source_name;
DROP INDEX charge_unpriced;
DROP INDEX task_watched;
DROP INDEX task_failed;
ALTER TABLE setting RENAME TO version_1_setting;
ALTER TABLE account RENAME TO version_1_account;
ALTER TABLE usage_type RENAME TO version_1_usage_type;
ALTER TABLE source RENAME TO version_1_source;
ALTER TABLE status RENAME TO version_1_status;
ALTER TABLE verdict RENAME TO version_1_verdict;
ALTER TABLE request RENAME TO version_1_request;
ALTER TABLE sku RENAME TO version_1_sku;
ALTER TABLE rate RENAME TO version_1_rate;
ALTER TABLE charge RENAME TO version_1_charge;
ALTER TABLE task RENAME TO version_1_task;
ALTER TABLE odd_task_id RENAME TO version_1_odd_task_id;
ALTER TABLE booking RENAME TO version_1_booking;
ALTER TABLE usage_stamp RENAME TO version_1_usage_stamp;
ALTER TABLE rollup RENAME TO version_1_rollup;
ALTER TABLE closed_month RENAME TO version_1_closed_month;
ALTER TABLE month_event RENAME TO version_1_month_event;
ALTER TABLE adjustment RENAME TO version_1_adjustment;
ALTER TABLE history_entry RENAME TO version_1_history_entry;
ALTER TABLE balance_snapshot RENAME TO version_1_balance_snapshot;
ALTER TABLE quarantine RENAME TO earlier_quarantine;

-- name: version1Copy
-- one row: a row of version 1 in the table of today that has the same columns
INSERT INTO source (id, name, sha256, size_bytes, imported_at)
SELECT id, name, sha256, size_bytes, imported_at FROM version_1_source;

-- statuses from 100 on are words of the provider
INSERT INTO status (id, name, has_ended)
SELECT id, name, has_ended FROM version_1_status
WHERE id NOT IN (SELECT id FROM status);

INSERT INTO setting (name, value)
SELECT name, value
FROM version_1_setting;

INSERT INTO account (id, name)
SELECT id, name
FROM version_1_account;

INSERT INTO usage_type (id, name)
SELECT id, name
FROM version_1_usage_type;

INSERT INTO request (id, model, task_type, fields, varying_fields)
SELECT id, model, task_type, fields, varying_fields
FROM version_1_request;

INSERT INTO sku (id, model, task_type, fields, name)
SELECT id, model, task_type, fields, name
FROM version_1_sku;

INSERT INTO rate (id, name, pricing, formula)
SELECT id, name, pricing, formula
FROM version_1_rate;

INSERT INTO charge (id, sku_id, rate_id, quantities, expected_points, reason, alternatives)
SELECT id, sku_id, rate_id, quantities, expected_points, reason, alternatives
FROM version_1_charge;

INSERT INTO odd_task_id (id_high, id_low, task_id)
SELECT id_high, id_low, task_id
FROM version_1_odd_task_id;

INSERT INTO booking (id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id,
  line)
SELECT id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id,
  line
FROM version_1_booking;

INSERT INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at, source_id, line)
SELECT id_high, id_low, has_ended, ended_at, seen_at, source_id, line
FROM version_1_usage_stamp;

INSERT INTO closed_month (month, closed_at, card_name, card_fingerprint)
SELECT month, closed_at, card_name, card_fingerprint
FROM version_1_closed_month;

INSERT INTO month_event (id, month, action, happened_at, reason)
SELECT id, month, action, happened_at, reason
FROM version_1_month_event;

INSERT INTO history_entry (account, entry_id, task_id, api_key_id, model, action, status,
  service_mode, usage_type, usage, created_at, updated_at, source_id, line)
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, source_id, line
FROM version_1_history_entry;

INSERT INTO balance_snapshot (id, account, plan, balance_usd, detail, told_at, observed_at,
  source_id, line)
SELECT id, account, plan, balance_usd, detail, -1, coalesce(observed_at, 0), source_id, line
FROM version_1_balance_snapshot;

-- name: version1Figures
-- one row: figures of version 1 as an outcome without a pricing input, and the rollup made of them
CREATE TEMP VIEW version_1_figures AS
SELECT id_high, id_low, charge_id, status_id, verdict_id,
  CASE WHEN is_billed = 1 THEN consume_points ELSE -1 END AS billed_points,
  coalesce(expected_points, -1) AS expected_points,
  CASE WHEN is_settled = 0 THEN coalesce(frozen_points, 0) ELSE 0 END AS frozen_points
FROM version_1_task;

-- verdicts 9 and 12 are those of tasks whose time is over
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code)
SELECT NULL, charge_id, status_id, verdict_id, verdict_id = 10, verdict_id = 15,
  verdict_id IN (9, 12), -1, billed_points, expected_points, frozen_points, 0, 0, 0
FROM (
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_figures
  UNION
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_rollup
  UNION
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_adjustment)
ORDER BY charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points;

INSERT INTO rollup (day, outcome_id, tasks)
SELECT old.day, outcome.id, sum(old.tasks)
FROM version_1_rollup AS old
JOIN outcome
  USING (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points)
WHERE outcome.pricing_input_id IS NULL
GROUP BY old.day, outcome.id
HAVING sum(old.tasks) <> 0;

INSERT INTO adjustment (found_day, day, outcome_id, tasks)
SELECT old.found_day, old.day, outcome.id, sum(old.tasks)
FROM version_1_adjustment AS old
JOIN outcome
  USING (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points)
WHERE outcome.pricing_input_id IS NULL
GROUP BY old.found_day, old.day, outcome.id
HAVING sum(old.tasks) <> 0;

-- name: version1Tasks
-- one row: a task of version 1 under its day, with its state and its figures
INSERT OR IGNORE INTO state (account_id, status_id, is_own_account, output_count, error_code,
  usage_type_id, frozen_points, consume_points)
SELECT DISTINCT account_id, status_id, is_own_account, output_count, error_code, usage_type_id,
  frozen_points, consume_points
FROM version_1_task
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8;

-- verdicts 8, 9, 11 and 12 are those that time changes
INSERT INTO task (day, id_high, id_low, request_id, varying_values, state_id, outcome_id,
  created_nanoseconds, ended_nanoseconds, seen_nanoseconds, watch, has_details, source_id, line)
SELECT coalesce(old.day, -1), old.id_high, old.id_low, old.request_id, old.varying_values,
  state.id, outcome.id,
  old.created_at - old.day * 86400000000000,
  old.ended_at - coalesce(old.created_at, 0),
  old.seen_at - coalesce(old.ended_at, old.created_at, 0),
  CASE WHEN figures.verdict_id IN (8, 11) THEN 1 WHEN figures.verdict_id IN (9, 12) THEN 2 ELSE 0
    END,
  old.has_details OR EXISTS (SELECT 1 FROM version_1_odd_task_id AS odd
    WHERE odd.id_high = old.id_high AND odd.id_low = old.id_low),
  old.source_id, old.line
FROM version_1_task AS old
JOIN version_1_figures AS figures ON figures.id_high = old.id_high AND figures.id_low = old.id_low
JOIN outcome ON outcome.charge_id = figures.charge_id AND outcome.status_id = figures.status_id
  AND outcome.verdict_id = figures.verdict_id AND outcome.billed_points = figures.billed_points
  AND outcome.expected_points = figures.expected_points
  AND outcome.frozen_points = figures.frozen_points AND outcome.pricing_input_id IS NULL
JOIN state ON state.status_id = old.status_id
  AND coalesce(state.consume_points, -1) = coalesce(old.consume_points, -1)
  AND coalesce(state.frozen_points, -1) = coalesce(old.frozen_points, -1)
  AND coalesce(state.output_count, -1) = coalesce(old.output_count, -1)
  AND coalesce(state.error_code, 0) = coalesce(old.error_code, 0)
  AND state.is_own_account = old.is_own_account
  AND coalesce(state.usage_type_id, -1) = coalesce(old.usage_type_id, -1)
  AND coalesce(state.account_id, -1) = coalesce(old.account_id, -1)
ORDER BY 1, 2, 3;

DROP VIEW version_1_figures;

-- all days wait for a comparison with the account's side, and all tasks for a pricing by a card
INSERT OR IGNORE INTO stale_day (day) SELECT DISTINCT day FROM rollup;
INSERT OR IGNORE INTO stale_day (day) SELECT DISTINCT day FROM adjustment;
INSERT OR IGNORE INTO unchecked_day (day) SELECT day FROM stale_day;
INSERT OR REPLACE INTO setting (name, value)
VALUES ('card_fingerprint', ''), ('unpriced_since_version', '1');

-- name: version1Drop
-- one row: none; drops the tables of version 1 once their rows are copied
DROP TABLE version_1_balance_snapshot;
DROP TABLE version_1_history_entry;
DROP TABLE version_1_adjustment;
DROP TABLE version_1_month_event;
DROP TABLE version_1_closed_month;
DROP TABLE version_1_rollup;
DROP TABLE version_1_usage_stamp;
DROP TABLE version_1_booking;
DROP TABLE version_1_odd_task_id;
DROP TABLE version_1_task;
DROP TABLE version_1_charge;
DROP TABLE version_1_rate;
DROP TABLE version_1_sku;
DROP TABLE version_1_request;
DROP TABLE version_1_verdict;
DROP TABLE version_1_status;
DROP TABLE version_1_source;
DROP TABLE version_1_usage_type;
DROP TABLE version_1_account;
DROP TABLE version_1_setting;
