-- one row: tasks of a day that have an outcome, or more or fewer of them by a change of a closed month
SELECT day, outcome_id, tasks
FROM rollup
WHERE day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807)
UNION ALL
SELECT day, outcome_id, tasks
FROM adjustment
WHERE day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807);
