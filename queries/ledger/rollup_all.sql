-- one row: a row of the rollup with the adjustments of closed months, which together equal the tasks
SELECT day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, sum(tasks) AS tasks, sum(waits) AS waits, sum(wait_seconds) AS wait_seconds
FROM (
  SELECT day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
    frozen_points, tasks, waits, wait_seconds
  FROM rollup
  UNION ALL
  SELECT day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
    frozen_points, tasks, waits, wait_seconds
  FROM adjustment)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
HAVING sum(tasks) <> 0
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8;
