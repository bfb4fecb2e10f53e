-- one row: the outcome without tasks that has the same figures as one with tasks
SELECT kept.id
FROM outcome
JOIN outcome AS kept ON kept.pricing_input_id IS NULL AND kept.charge_id = outcome.charge_id
  AND kept.status_id = outcome.status_id AND kept.verdict_id = outcome.verdict_id
  AND kept.billed_points = outcome.billed_points
  AND kept.expected_points = outcome.expected_points
  AND kept.frozen_points = outcome.frozen_points
WHERE outcome.id = :id;
