-- removes adjustments that change no figure
DELETE FROM adjustment
WHERE (found_day, day, outcome_id) IN (
  SELECT found_day, day, outcome_id
  FROM (
    SELECT adjustment.found_day, adjustment.day, adjustment.outcome_id,
      sum(adjustment.tasks) OVER (
        PARTITION BY adjustment.found_day, adjustment.day, outcome.charge_id, outcome.status_id,
          outcome.verdict_id, outcome.billed_points, outcome.expected_points,
          outcome.frozen_points, outcome.error_code) AS change
    FROM adjustment
    JOIN outcome ON outcome.id = adjustment.outcome_id)
  WHERE change = 0);
