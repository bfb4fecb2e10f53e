-- one row: an outcome of completed tasks whose bill is known, to be compared with its rate
SELECT id, charge_id, verdict_id, billed_points, expected_points
FROM outcome
WHERE pricing_input_id IS NOT NULL AND status_id = 4 AND is_own_account = 0
  AND is_in_conflict = 0 AND billed_points >= 0;
