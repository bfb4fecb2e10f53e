-- one row: tagged tasks of a day with one outcome and tags; -1 means no day, when all are asked for
SELECT day, outcome_id, tag_set_id, tasks
FROM tag_rollup
WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
  AND (day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day, outcome_id, tag_set_id;
