-- name: spendByWeekday
-- one row: what a weekday cost, 0 being Sunday, with the number of such days
SELECT CAST(strftime('%w', day) AS INTEGER) AS weekday, count(DISTINCT day) AS days,
  sum(tasks) AS tasks, sum(billed_points) AS billed_points,
  sum(expected_points) AS expected_points, sum(variance_points) AS variance_points,
  sum(unchecked_points) AS unchecked_points, sum(commitment_points) AS commitment_points
FROM v_daily_cost
WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
GROUP BY weekday
ORDER BY weekday;
