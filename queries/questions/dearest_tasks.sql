-- one row: one of the hundred tasks that were billed most
SELECT task_id, day, model, task_type, status, billed_points, expected_points, verdict
FROM v_task
WHERE day_number >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND day_number <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
ORDER BY billed_points DESC, task_id
LIMIT 100;
