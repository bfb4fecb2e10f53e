-- one row: a task that was booked between two snapshots
SELECT id_high, id_low, odd_task_id, model, task_type, status, booked_at, points
FROM (
  SELECT task.id_high, task.id_low, odd.task_id AS odd_task_id, request.model, request.task_type,
    status.name AS status,
    CASE WHEN :basis = 'ended' OR task.is_billed = 1 THEN task.consume_points
      ELSE task.frozen_points END AS points,
    CASE WHEN :basis = 'created' OR usage_type.name = 'llm' OR task.is_settled = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM task
  JOIN request ON request.id = task.request_id
  JOIN status ON status.id = task.status_id
  JOIN usage_type ON usage_type.id = task.usage_type_id
  LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
  WHERE (task.is_billed = 1 OR (:basis = 'created' AND task.is_settled = 0))
    AND coalesce(task.day, -1) IN (
      SELECT day FROM wallet_spend WHERE closing_at = :until AND basis = :basis))
WHERE points <> 0 AND booked_at > :from AND booked_at <= :until
ORDER BY booked_at, id_high, id_low;
