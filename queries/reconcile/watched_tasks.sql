-- one row: a task whose verdict time alone can change, as a row of the rollup of one task
SELECT
  task.id_high, task.id_low, coalesce(task.day, -1) AS day, task.charge_id, charge.sku_id,
  task.status_id, status.name AS status, task.verdict_id, task.is_settled,
  CASE WHEN task.is_billed THEN task.consume_points ELSE -1 END AS billed_points,
  coalesce(task.expected_points, -1) AS expected_points,
  CASE WHEN task.is_settled THEN 0 ELSE coalesce(task.frozen_points, 0) END AS frozen_points,
  task.created_at, task.ended_at,
  CASE WHEN task.is_settled AND task.ended_at >= task.created_at
    THEN (task.ended_at - task.created_at) / 1000000000 END AS wait_seconds
FROM task
JOIN charge ON charge.id = task.charge_id
JOIN status ON status.id = task.status_id
WHERE task.is_watched = 1 AND task.verdict_id IN (8, 9, 11, 12)
ORDER BY task.id_high, task.id_low;
