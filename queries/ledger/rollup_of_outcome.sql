-- one row: a day with tasks of an outcome, adjustments included
SELECT day, sum(tasks) AS tasks
FROM (
  SELECT day, tasks FROM rollup WHERE outcome_id = :outcome_id
  UNION ALL
  SELECT day, tasks FROM adjustment WHERE outcome_id = :outcome_id)
GROUP BY day
ORDER BY day;
