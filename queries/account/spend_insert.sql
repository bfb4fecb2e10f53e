-- one row: what the tasks of a changed day booked until the next snapshot
INSERT INTO wallet_spend (day, closing_at, billed_points, tasks)
SELECT day, coalesce(
    (SELECT min(observed_at) FROM balance_snapshot WHERE observed_at >= booked_at),
    9223372036854775807) AS closing_at,
  sum(consume_points) AS billed_points, count(*) AS tasks
FROM (
  SELECT stale_day.day, task.consume_points,
    CASE WHEN usage_type.name = 'llm' OR task.is_settled = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM task
  JOIN stale_day ON stale_day.day = coalesce(task.day, -1)
  JOIN usage_type ON usage_type.id = task.usage_type_id
  WHERE task.is_billed = 1 AND task.consume_points <> 0)
WHERE booked_at IS NOT NULL
GROUP BY 1, 2;
