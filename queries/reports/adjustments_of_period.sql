-- one row: a change of a closed month, found on a day of a period; -1 means unknown
SELECT adjustment.found_day, adjustment.day, adjustment.tasks, outcome.charge_id,
  outcome.status_id, outcome.verdict_id, outcome.billed_points, outcome.expected_points,
  outcome.frozen_points
FROM adjustment
JOIN outcome ON outcome.id = adjustment.outcome_id
WHERE adjustment.found_day >= coalesce(:since, -9223372036854775808)
  AND adjustment.found_day <= coalesce(:until, 9223372036854775807);
