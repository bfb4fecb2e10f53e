-- name: pricesCharged
-- one row: an amount that completed tasks of a SKU were billed, with the first and last such day
SELECT outcome.sku, outcome.billed_points, outcome.price_points, sum(line.tasks) AS tasks,
  date(min(line.day) * 86400, 'unixepoch') AS first_day,
  date(max(line.day) * 86400, 'unixepoch') AS last_day
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
WHERE outcome.status = 'completed' AND outcome.billed_points IS NOT NULL
  AND outcome.price_points IS NOT NULL
  AND line.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, 0)
  AND line.day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY outcome.sku, outcome.billed_points, outcome.price_points
HAVING sum(line.tasks) <> 0
ORDER BY outcome.sku, tasks DESC, outcome.billed_points;
