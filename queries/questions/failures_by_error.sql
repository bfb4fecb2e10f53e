-- one row: a model's failed or cancelled tasks with one error code, and what they cost
SELECT sku.model, sku.task_type, status.name AS status,
  CASE outcome.error_code WHEN 0 THEN NULL WHEN -1 THEN 'not kept' ELSE outcome.error_code END
    AS error_code,
  sum(line.tasks) AS tasks,
  sum(CASE WHEN outcome.billed_points = 0 THEN line.tasks ELSE 0 END) AS free_tasks,
  sum(CASE WHEN outcome.billed_points < 0 THEN line.tasks ELSE 0 END) AS unmetered_tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END)
    AS billed_points
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id AND outcome.status_id IN (5, 6)
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN status ON status.id = outcome.status_id
WHERE line.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND line.day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY sku.model, sku.task_type, status.name, outcome.error_code
HAVING sum(line.tasks) <> 0
  OR sum(CASE WHEN outcome.billed_points = 0 THEN line.tasks ELSE 0 END) <> 0
  OR sum(CASE WHEN outcome.billed_points < 0 THEN line.tasks ELSE 0 END) <> 0
  OR sum(CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END) <> 0
ORDER BY tasks DESC, sku.model, sku.task_type, status.name, outcome.error_code;
