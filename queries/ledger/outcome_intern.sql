-- one row: the number of an outcome, which is added where it is new
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code)
VALUES (:pricing_input_id, :charge_id, :status_id, :verdict_id, :is_own_account, :is_in_conflict,
  :is_overdue, :penalty_points, :billed_points, :expected_points, :frozen_points, 0, 0,
  :error_code)
ON CONFLICT (pricing_input_id, status_id, billed_points, frozen_points, is_own_account,
  is_in_conflict, is_overdue, penalty_points, error_code) WHERE pricing_input_id IS NOT NULL
  DO UPDATE SET charge_id = excluded.charge_id, verdict_id = excluded.verdict_id,
    expected_points = excluded.expected_points
RETURNING id;
