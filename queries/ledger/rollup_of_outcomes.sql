-- one row: a day with tasks of one of some outcomes, given as a JSON array; adjustments included
SELECT outcome_id, day, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, day, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, day, tasks FROM adjustment)
WHERE outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
GROUP BY outcome_id, day
ORDER BY outcome_id, day;
