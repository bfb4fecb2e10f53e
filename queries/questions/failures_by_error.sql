-- name: failuresByError
-- one row: a model's failed or cancelled tasks with one error code, and what they cost
SELECT outcome.model, outcome.task_type, outcome.status, outcome.error_code,
  sum(line.tasks) AS tasks,
  sum(CASE WHEN outcome.billed_points = 0 THEN line.tasks ELSE 0 END) AS free_tasks,
  sum(CASE WHEN outcome.billed_points IS NULL THEN line.tasks ELSE 0 END) AS unmetered_tasks,
  sum(line.tasks * outcome.billed_points) AS billed_points
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
WHERE outcome.status IN ('failed', 'cancelled')
  AND line.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND line.day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY outcome.model, outcome.task_type, outcome.status, outcome.error_code
HAVING sum(line.tasks) <> 0
  OR sum(CASE WHEN outcome.billed_points = 0 THEN line.tasks ELSE 0 END) <> 0
  OR sum(CASE WHEN outcome.billed_points IS NULL THEN line.tasks ELSE 0 END) <> 0
  OR coalesce(sum(line.tasks * outcome.billed_points), 0) <> 0
ORDER BY sum(line.tasks) DESC, outcome.model, outcome.task_type, outcome.status,
  outcome.error_code;
