-- one row: two outcomes with the same figures, one of which takes from the other in an adjustment
SELECT taken.found_day, taken.day, taken.outcome_id AS outcome_id, given.outcome_id AS other_id
FROM adjustment AS taken
JOIN outcome ON outcome.id = taken.outcome_id
JOIN adjustment AS given
  ON given.found_day = taken.found_day AND given.day = taken.day AND given.tasks > 0
JOIN outcome AS other ON other.id = given.outcome_id AND other.charge_id = outcome.charge_id
  AND other.status_id = outcome.status_id AND other.verdict_id = outcome.verdict_id
  AND other.billed_points = outcome.billed_points
  AND other.expected_points = outcome.expected_points
  AND other.frozen_points = outcome.frozen_points AND other.error_code = outcome.error_code
WHERE taken.tasks < 0
ORDER BY taken.found_day, taken.day, taken.outcome_id, given.outcome_id;
