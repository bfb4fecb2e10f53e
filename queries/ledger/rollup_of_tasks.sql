-- one row: a row of the rollup as the tasks make it
SELECT day, outcome_id, count(*) AS tasks
FROM task
GROUP BY day, outcome_id
ORDER BY day, outcome_id;
