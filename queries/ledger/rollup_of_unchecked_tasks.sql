-- one row: a row of the rollup as the tasks of the unchecked days make it
SELECT day, outcome_id, count(*) AS tasks
FROM task
WHERE day IN (SELECT day FROM unchecked_day)
GROUP BY day, outcome_id
ORDER BY day, outcome_id;
