-- brings the adjustments of the days of a reopened month back into the rollup
INSERT INTO rollup (
  day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, tasks, waits, wait_seconds)
SELECT day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, sum(tasks), sum(waits), sum(wait_seconds)
FROM adjustment
WHERE day >= :first AND day <= :last
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ON CONFLICT (day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points) DO UPDATE SET
  tasks = tasks + excluded.tasks, waits = waits + excluded.waits,
  wait_seconds = wait_seconds + excluded.wait_seconds;
