-- one row: a row of the rollup of an unchecked day, with the adjustments of closed months
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup WHERE day IN (SELECT day FROM unchecked_day)
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment WHERE day IN (SELECT day FROM unchecked_day))
GROUP BY day, outcome_id
HAVING sum(tasks) <> 0
ORDER BY day, outcome_id;
