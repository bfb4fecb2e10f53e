-- one row: a change of a closed month, found on a day of a period; -1 means unknown
SELECT adjustment.found_day, adjustment.day, adjustment.tasks, outcome.charge_id,
  outcome.status_id, outcome.verdict_id, outcome.billed_points, outcome.expected_points,
  outcome.frozen_points
FROM adjustment
JOIN outcome ON outcome.id = adjustment.outcome_id
WHERE (:since IS NULL OR adjustment.found_day >= :since)
  AND (:until IS NULL OR adjustment.found_day <= :until);
