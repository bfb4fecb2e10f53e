-- one row: a kind of failed or cancelled tasks of a day
SELECT DISTINCT rollup.day, pricing_input.model, pricing_input.task_type, outcome.penalty_points
FROM (
  SELECT day, outcome_id FROM rollup
  UNION
  SELECT day, outcome_id FROM adjustment) AS rollup
JOIN outcome ON outcome.id = rollup.outcome_id
JOIN pricing_input ON pricing_input.id = outcome.pricing_input_id
WHERE outcome.status_id IN (5, 6) AND rollup.day >= 0;
