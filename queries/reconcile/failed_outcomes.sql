-- one row: an outcome of failed or cancelled tasks
SELECT outcome.id, outcome.penalty_points, pricing_input.model, pricing_input.task_type
FROM outcome
JOIN pricing_input ON pricing_input.id = outcome.pricing_input_id
WHERE outcome.status_id IN (5, 6);
