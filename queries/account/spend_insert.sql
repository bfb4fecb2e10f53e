-- one row: what the tasks of a changed day booked until the next snapshot, when they ended or were created
WITH booked AS (
  SELECT task.day, outcome.billed_points, outcome.frozen_points, status.has_ended,
    usage_type.name AS usage_type,
    task.day * 86400000000000 + task.created_nanoseconds AS created_at,
    coalesce(task.day * 86400000000000 + task.created_nanoseconds, 0) + task.ended_nanoseconds
      AS ended_at
  FROM stale_day
  CROSS JOIN task ON task.day = stale_day.day
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id)
INSERT INTO wallet_spend (basis, day, closing_at, points, tasks)
SELECT basis, day, coalesce(
    (SELECT min(observed_at) FROM balance_snapshot WHERE observed_at >= booked_at),
    9223372036854775807) AS closing_at,
  sum(points) AS points, count(*) AS tasks
FROM (
  SELECT 'ended' AS basis, day, billed_points AS points,
    CASE WHEN usage_type = 'llm' OR has_ended = 0
      THEN coalesce(created_at, ended_at)
      ELSE coalesce(ended_at, created_at) END AS booked_at
  FROM booked
  WHERE billed_points >= 0
  UNION ALL
  SELECT 'created', day, CASE WHEN billed_points >= 0 THEN billed_points ELSE frozen_points END,
    coalesce(created_at, ended_at)
  FROM booked
  WHERE billed_points >= 0 OR has_ended = 0)
WHERE points <> 0 AND booked_at IS NOT NULL
GROUP BY 1, 2, 3;
