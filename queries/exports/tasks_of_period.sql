-- one row: a task of a period as other tools take it, by day and id; without a day, of all days
SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
  output_count, error_code, billed_points, billed_usd, frozen_points, expected_points, expected_usd,
  variance_points, unchecked_points, commitment_points, price_points, verdict, settled, sku, rate, source
FROM v_task
WHERE day_number >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND day_number <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
  AND (day_number >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day_number, task_id;
