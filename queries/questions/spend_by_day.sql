-- name: spendByDay
-- one row: what a day cost, by what was billed and what was expected
SELECT day, sum(tasks) AS tasks, sum(billed_points) AS billed_points,
  sum(expected_points) AS expected_points, sum(variance_points) AS variance_points,
  sum(unchecked_points) AS unchecked_points, sum(commitment_points) AS commitment_points
FROM v_daily_cost
WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
GROUP BY day
ORDER BY day;
