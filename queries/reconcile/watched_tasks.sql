-- one row: a task whose verdict time will change, or has changed since a day; all of them where no
-- day is given
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task
WHERE watch = 1
UNION ALL
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task
WHERE watch = 2 AND day >= coalesce(:since, -1)
ORDER BY day, id_high, id_low;
