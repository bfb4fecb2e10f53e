-- one row: a charge that a rate made, with everything that prices it anew
SELECT charge.id, charge.quantities, sku.model, sku.task_type, sku.fields, rate.formula
FROM charge
JOIN sku ON sku.id = charge.sku_id
JOIN rate ON rate.id = charge.rate_id;
