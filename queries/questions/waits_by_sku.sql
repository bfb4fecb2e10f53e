-- name: waitsBySku
-- one row: how many seconds ended tasks of a SKU took from creation to end in the mean, all days
SELECT sku.name AS sku, sum(outcome.waits) AS tasks,
  sum(outcome.wait_seconds) / sum(outcome.waits) AS mean_seconds
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
WHERE outcome.waits > 0
GROUP BY sku.name
ORDER BY mean_seconds DESC, sku.name;
