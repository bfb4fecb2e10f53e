-- one row: the ended tasks of an outcome whose time from creation to end is known, and that time
SELECT task.outcome_id AS outcome_id, count(*) AS waits,
  sum(task.ended_nanoseconds / 1000000000) AS wait_seconds
FROM task
JOIN outcome ON outcome.id = task.outcome_id
JOIN status ON status.id = outcome.status_id
WHERE status.has_ended = 1 AND task.created_nanoseconds IS NOT NULL
  AND task.ended_nanoseconds >= 0
GROUP BY task.outcome_id
ORDER BY task.outcome_id;
