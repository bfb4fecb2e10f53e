-- one row: none; tells outcomes of failed tasks apart by their error codes
ALTER TABLE outcome ADD COLUMN error_code INTEGER NOT NULL DEFAULT 0;

DROP INDEX outcome_key;
DROP INDEX outcome_kept;

CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code) WHERE pricing_input_id IS NOT NULL;

CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code)
  WHERE pricing_input_id IS NULL;
