-- one row: a status that is not known yet, with its tasks
SELECT status.name AS status, sum(line.tasks) AS tasks
FROM (
  SELECT outcome_id, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id
JOIN status ON status.id = outcome.status_id
WHERE status.id >= 100
GROUP BY status.name
HAVING sum(line.tasks) > 0
ORDER BY status.name;
