-- one row: the mean time in seconds that ended tasks of a SKU took
SELECT charge.sku_id AS sku_id, sum(line.wait_seconds) / sum(line.waits) AS wait_seconds
FROM (
  SELECT charge_id, waits, wait_seconds FROM rollup
  UNION ALL
  SELECT charge_id, waits, wait_seconds FROM adjustment) AS line
JOIN charge ON charge.id = line.charge_id
GROUP BY charge.sku_id
HAVING sum(line.waits) > 0;
