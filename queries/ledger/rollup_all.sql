-- one row: a row of the rollup as it is stored
SELECT day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, tasks, waits, wait_seconds
FROM rollup
ORDER BY day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points;
