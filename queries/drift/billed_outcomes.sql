-- one row: an outcome of completed tasks whose bill can be compared with a rate
SELECT outcome.id, outcome.charge_id, outcome.verdict_id, outcome.billed_points,
  outcome.expected_points
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
WHERE outcome.pricing_input_id IS NOT NULL AND outcome.status_id = 4
  AND outcome.is_own_account = 0 AND outcome.is_in_conflict = 0 AND outcome.billed_points >= 0
  AND charge.rate_id IS NOT NULL;
