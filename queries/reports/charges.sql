-- one row: a charge with its SKU and its rate's name
SELECT charge.id, charge.sku_id, sku.name AS sku, sku.model, sku.task_type, sku.fields,
  charge.reason, charge.alternatives, charge.quantities, rate.name AS rate
FROM charge
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id;
