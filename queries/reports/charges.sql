-- one row: a charge with its SKU and with the rate that made it, if any; one charge, or all
SELECT charge.id, charge.expected_points, charge.reason, charge.quantities, charge.alternatives,
  sku.name AS sku, sku.model, sku.task_type, sku.fields, charge.rate_id, rate.name AS rate,
  rate.formula
FROM charge
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id
WHERE charge.id >= coalesce(:id, 0) AND charge.id <= coalesce(:id, 9223372036854775807);
