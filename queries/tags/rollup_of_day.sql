-- one row: the tasks of a day with one outcome, adjustments included
SELECT outcome_id, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, tasks FROM rollup WHERE day = :day
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment WHERE day = :day)
GROUP BY outcome_id
HAVING sum(tasks) <> 0
ORDER BY outcome_id;
