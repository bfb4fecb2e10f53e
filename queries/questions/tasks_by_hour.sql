-- name: tasksByHour
-- one row: the tasks that were created in an hour of the day, in UTC
SELECT line.created_nanoseconds / 3600000000000 AS hour, sum(line.tasks) AS tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END)
    AS billed_points
FROM task_line AS line
CROSS JOIN outcome ON outcome.id = line.outcome_id
WHERE line.line_day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, 0)
  AND line.line_day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY hour
HAVING sum(line.tasks) <> 0
  OR sum(CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END) <> 0
ORDER BY hour;
