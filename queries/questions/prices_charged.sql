-- one row: an amount that completed tasks of a SKU were billed, with the first and last such day
SELECT sku.name AS sku, outcome.billed_points, outcome.expected_points, sum(line.tasks) AS tasks,
  date(min(line.day) * 86400, 'unixepoch') AS first_day,
  date(max(line.day) * 86400, 'unixepoch') AS last_day
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id AND outcome.billed_points >= 0
  AND outcome.expected_points >= 0
JOIN status ON status.id = outcome.status_id AND status.name = 'completed'
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
WHERE line.day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, 0)
  AND line.day
    <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY sku.name, outcome.billed_points, outcome.expected_points
HAVING sum(line.tasks) <> 0
ORDER BY sku.name, sum(line.tasks) DESC, outcome.billed_points;
