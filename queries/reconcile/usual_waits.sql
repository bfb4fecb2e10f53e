-- one row: the mean time in seconds that ended tasks of a SKU took
SELECT charge.sku_id AS sku_id, sum(rollup.wait_seconds) / sum(rollup.waits) AS wait_seconds
FROM rollup
JOIN charge ON charge.id = rollup.charge_id
WHERE rollup.waits > 0
GROUP BY charge.sku_id;
