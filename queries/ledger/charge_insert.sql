-- one row: the number of a new charge
INSERT INTO charge (sku_id, rate_id, quantities, expected_points, reason, alternatives)
VALUES (:sku_id, :rate_id, :quantities, :expected_points, :reason, :alternatives)
RETURNING id;
