-- one row: a model's failed or cancelled tasks with one error code, and what they cost
SELECT model, task_type, status, error_code, count(*) AS tasks,
  sum(billed_points) AS billed_points
FROM v_task
WHERE status IN ('failed', 'cancelled')
  AND day_number >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND day_number <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY model, task_type, status, error_code
ORDER BY tasks DESC, model, task_type, status, error_code;
