-- one row: what was booked after a snapshot until a moment
SELECT coalesce(sum(points), 0) AS points, count(*) AS tasks
FROM (
  SELECT CASE WHEN :basis = 'ended' OR task.is_billed = 1 THEN task.consume_points
      ELSE task.frozen_points END AS points,
    CASE WHEN :basis = 'created' OR usage_type.name = 'llm' OR task.is_settled = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM task
  JOIN usage_type ON usage_type.id = task.usage_type_id
  WHERE (task.is_billed = 1 OR (:basis = 'created' AND task.is_settled = 0))
    AND coalesce(task.day, -1) IN (
      SELECT day FROM wallet_spend WHERE closing_at > :from AND basis = :basis))
WHERE points <> 0 AND booked_at > :from AND booked_at <= :until;
