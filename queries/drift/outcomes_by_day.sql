-- one row: the tasks of a day that have an outcome now, also of closed months
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment)
WHERE day >= max(coalesce(:since, 0), 0) AND day <= coalesce(:until, 9223372036854775807)
GROUP BY day, outcome_id
HAVING sum(tasks) > 0
ORDER BY day, outcome_id;
