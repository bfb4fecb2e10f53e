-- one row: the tasks that were created in an hour of the day, in UTC
SELECT task.created_nanoseconds / 3600000000000 AS hour, count(*) AS tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points END) AS billed_points
FROM task
CROSS JOIN outcome ON outcome.id = task.outcome_id
WHERE task.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, 0)
  AND task.day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY hour
ORDER BY hour;
