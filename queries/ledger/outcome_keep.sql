-- one row: the number of an outcome that keeps another one's figures for closed months
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code)
SELECT NULL, charge_id, status_id, verdict_id, is_own_account, is_in_conflict, is_overdue,
  penalty_points, billed_points, expected_points, frozen_points, 0, 0, error_code
FROM outcome
WHERE id = :id
ON CONFLICT (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points,
  error_code) WHERE pricing_input_id IS NULL
  DO UPDATE SET charge_id = excluded.charge_id
RETURNING id;
