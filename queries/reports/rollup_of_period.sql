-- one row: tasks of a day that have one outcome, by day; -1 means no day, when all days are asked for
SELECT day, outcome_id, tasks
FROM rollup
WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
  AND (day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day, outcome_id;
