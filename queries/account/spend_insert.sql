-- one row: what the tasks of a changed day booked until the next snapshot, when they ended or were created
INSERT INTO wallet_spend (basis, day, closing_at, points, tasks)
SELECT basis, day, coalesce(
    (SELECT min(observed_at) FROM balance_snapshot WHERE observed_at >= booked_at),
    9223372036854775807) AS closing_at,
  sum(points) AS points, count(*) AS tasks
FROM (
  SELECT 'ended' AS basis, stale_day.day, task.consume_points AS points,
    CASE WHEN usage_type.name = 'llm' OR task.is_settled = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM task
  JOIN stale_day ON stale_day.day = coalesce(task.day, -1)
  JOIN usage_type ON usage_type.id = task.usage_type_id
  WHERE task.is_billed = 1
  UNION ALL
  SELECT 'created', stale_day.day,
    CASE WHEN task.is_billed = 1 THEN task.consume_points ELSE task.frozen_points END,
    coalesce(task.created_at, task.ended_at)
  FROM task
  JOIN stale_day ON stale_day.day = coalesce(task.day, -1)
  WHERE task.is_billed = 1 OR task.is_settled = 0)
WHERE points <> 0 AND booked_at IS NOT NULL
GROUP BY 1, 2, 3;
