-- gives an outcome the figures of another card
UPDATE outcome
SET charge_id = :charge_id, verdict_id = :verdict_id, expected_points = :expected_points
WHERE id = :id;
