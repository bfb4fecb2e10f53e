-- one row: what a model's tasks of a requested size and resolution cost, the dearest first
SELECT request.model, request.task_type, request.fields ->> 'size' AS size,
  request.fields ->> 'resolution' AS resolution, count(*) AS tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points END) AS billed_points
FROM task
CROSS JOIN request ON request.id = task.request_id
JOIN outcome ON outcome.id = task.outcome_id
WHERE task.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND task.day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY request.model, request.task_type, size, resolution
ORDER BY billed_points DESC, request.model, request.task_type, size, resolution;
