-- name: spendBySize
-- one row: what a model's tasks of a requested size and resolution cost, the costliest first
SELECT sku.model, sku.task_type, request.fields ->> 'size' AS size,
  request.fields ->> 'resolution' AS resolution, sum(line.tasks) AS tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN line.tasks * outcome.billed_points END)
    AS billed_points
FROM (
  SELECT line_day, outcome_id, request_id, tasks FROM task_line
  UNION ALL
  SELECT day, outcome_id, request_id, tasks FROM usage_fact) AS line
CROSS JOIN outcome ON outcome.id = line.outcome_id
CROSS JOIN charge ON charge.id = outcome.charge_id
CROSS JOIN sku ON sku.id = charge.sku_id
LEFT JOIN request ON request.id = line.request_id
WHERE line.line_day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND line.line_day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY sku.model, sku.task_type, size, resolution
ORDER BY billed_points DESC, sku.model, sku.task_type, size, resolution;
