-- one row: what was booked after a snapshot until a moment
SELECT coalesce(sum(consume_points), 0) AS billed_points, count(*) AS tasks
FROM (
  SELECT task.consume_points,
    CASE WHEN usage_type.name = 'llm' OR task.is_settled = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM task
  JOIN usage_type ON usage_type.id = task.usage_type_id
  WHERE task.is_billed = 1 AND task.consume_points <> 0
    AND coalesce(task.day, -1) IN (SELECT day FROM wallet_spend WHERE closing_at > :from))
WHERE booked_at > :from AND booked_at <= :until;
