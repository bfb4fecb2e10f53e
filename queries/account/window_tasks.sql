-- one row: a task that was booked between two snapshots
SELECT id_high, id_low, odd_task_id, outcome_id, booked_at, points
FROM (
  SELECT task.id_high, task.id_low, odd.task_id AS odd_task_id, task.outcome_id,
    CASE WHEN :basis = 'ended' OR outcome.billed_points >= 0 THEN outcome.billed_points
      ELSE outcome.frozen_points END AS points,
    CASE WHEN :basis = 'created' OR usage_type.name = 'llm' OR status.has_ended = 0
      THEN coalesce(task.created_at, task.ended_at)
      ELSE coalesce(task.ended_at, task.created_at) END AS booked_at
  FROM (
    SELECT *, day * 86400000000000 + created_nanoseconds AS created_at,
      coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
    FROM task
    WHERE day IN (
      SELECT day FROM wallet_spend WHERE closing_at = :until AND basis = :basis)) AS task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  JOIN state ON state.id = task.state_id
  JOIN usage_type ON usage_type.id = state.usage_type_id
  LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
  WHERE outcome.billed_points >= 0 OR (:basis = 'created' AND status.has_ended = 0))
WHERE points <> 0 AND booked_at > :from AND booked_at <= :until
ORDER BY booked_at, id_high, id_low;
