-- one row: a row of the rollup with the adjustments of closed months, which together equal the tasks
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment)
GROUP BY day, outcome_id
HAVING sum(tasks) <> 0
ORDER BY day, outcome_id;
