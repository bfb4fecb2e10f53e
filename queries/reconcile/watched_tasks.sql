-- one row: a task whose verdict time will change, or has changed since a day; all of them where no
-- day is given; watch > 0 is said once more so that the index of few tasks serves
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task INDEXED BY task_watch
WHERE watch > 0 AND watch = 1
UNION ALL
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task INDEXED BY task_watch
WHERE watch > 0 AND watch = 2 AND day >= coalesce(:since, -1)
ORDER BY day, id_high, id_low;
