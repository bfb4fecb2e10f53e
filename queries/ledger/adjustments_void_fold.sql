-- brings adjustments into the rollup that change no figure: on their day of finding as many tasks
-- left an outcome as came to others with the same figures
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, outcome_id, sum(tasks)
FROM (
  SELECT adjustment.day, adjustment.outcome_id, adjustment.tasks, sum(adjustment.tasks) OVER (
      PARTITION BY adjustment.found_day, adjustment.day, outcome.charge_id, outcome.status_id,
        outcome.verdict_id, outcome.billed_points, outcome.expected_points, outcome.frozen_points,
        outcome.error_code)
      AS change
  FROM adjustment
  JOIN outcome ON outcome.id = adjustment.outcome_id)
WHERE change = 0
GROUP BY day, outcome_id
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
