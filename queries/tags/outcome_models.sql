-- one row: an outcome with the model and task type that its tasks are priced as
SELECT outcome.id, sku.model, sku.task_type
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id;
