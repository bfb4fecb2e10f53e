-- one row: the tagged tasks of a day with one outcome and tags, adjustments included
SELECT outcome_id, tag_set_id, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, tag_set_id, tasks FROM tag_rollup WHERE day = :day
  UNION ALL
  SELECT outcome_id, tag_set_id, tasks FROM tag_adjustment WHERE day = :day)
GROUP BY outcome_id, tag_set_id
HAVING sum(tasks) <> 0
ORDER BY outcome_id, tag_set_id;
