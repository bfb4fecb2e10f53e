-- one row: the charge of a SKU by a rate and quantities, or for a reason
SELECT id, alternatives
FROM charge
WHERE sku_id = :sku_id AND rate_id IS :rate_id AND quantities = :quantities AND reason = :reason;
