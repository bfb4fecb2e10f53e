-- adds a cause to a claim
INSERT INTO claim_cause (claim_id, number, is_proved, kind, sku, rule, source, detail)
VALUES (:claim_id, :number, :is_proved, :kind, :sku, :rule, :source, :detail);
