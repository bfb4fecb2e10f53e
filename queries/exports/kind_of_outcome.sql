-- one row: what tasks of an outcome have in common, with the rate that priced them
SELECT sku.model, sku.task_type, sku.fields, sku.name AS sku, status.name AS status,
  outcome.verdict_id, outcome.billed_points, outcome.expected_points AS price_points,
  charge.expected_points AS card_points, charge.quantities, rate.formula
FROM outcome
JOIN status ON status.id = outcome.status_id
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id
WHERE outcome.id = :id;
