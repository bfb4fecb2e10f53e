-- one row: an outcome that tasks can have, with its status
SELECT outcome.*, status.name AS status
FROM outcome
JOIN status ON status.id = outcome.status_id
WHERE outcome.pricing_input_id IS NOT NULL
ORDER BY outcome.id;
