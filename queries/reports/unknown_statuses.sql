-- one row: a status that is not known yet, with its tasks
SELECT status.name AS status, sum(rollup.tasks) AS tasks
FROM rollup
JOIN status ON status.id = rollup.status_id
WHERE status.id >= 100
GROUP BY status.name
ORDER BY status.name;
