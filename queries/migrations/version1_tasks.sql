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
