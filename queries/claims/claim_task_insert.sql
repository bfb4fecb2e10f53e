-- adds a task to a claim
INSERT INTO claim_task (claim_id, id_high, id_low, cause, day, account, created_at, ended_at,
  billed_points, expected_points, frozen_points, is_open)
VALUES (:claim_id, :id_high, :id_low, :cause, :day, :account, :created_at, :ended_at,
  :billed_points, :expected_points, :frozen_points, 1);
