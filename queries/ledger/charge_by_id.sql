-- one row: a charge with its SKU and its frozen rate
SELECT charge.expected_points, charge.reason, charge.quantities, charge.alternatives,
  sku.id AS sku_id, sku.name AS sku, sku.model, sku.task_type, sku.fields, rate.name AS rate,
  rate.formula
FROM charge
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id
WHERE charge.id = :id;
