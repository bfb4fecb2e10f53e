-- name: spendByAccount
-- one row: what an account cost, the costliest first; NULL is what nothing tells the account of
SELECT account, sum(tasks) AS tasks, sum(billed_points) AS billed_points,
  sum(expected_points) AS expected_points, sum(variance_points) AS variance_points,
  sum(unchecked_points) AS unchecked_points, sum(commitment_points) AS commitment_points
FROM v_daily_cost
WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
GROUP BY account
ORDER BY billed_points DESC, account;
