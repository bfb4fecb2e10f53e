-- one row: the mean time in seconds that ended tasks of a SKU took
SELECT charge.sku_id AS sku_id, sum(outcome.wait_seconds) / sum(outcome.waits) AS wait_seconds
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
WHERE outcome.waits <> 0
GROUP BY charge.sku_id;
