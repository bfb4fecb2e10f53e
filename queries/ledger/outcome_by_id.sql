-- one row: an outcome with its SKU and its status
SELECT outcome.*, charge.sku_id, status.name AS status
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
JOIN status ON status.id = outcome.status_id
WHERE outcome.id = :id;
