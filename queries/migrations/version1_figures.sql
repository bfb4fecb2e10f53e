-- one row: figures of version 1 as an outcome without a pricing input, and the rollup made of them
CREATE TEMP VIEW version_1_figures AS
SELECT id_high, id_low, charge_id, status_id, verdict_id,
  CASE WHEN is_billed = 1 THEN consume_points ELSE -1 END AS billed_points,
  coalesce(expected_points, -1) AS expected_points,
  CASE WHEN is_settled = 0 THEN coalesce(frozen_points, 0) ELSE 0 END AS frozen_points
FROM version_1_task;

-- verdicts 9 and 12 are those of tasks whose time is over
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code)
SELECT NULL, charge_id, status_id, verdict_id, verdict_id = 10, verdict_id = 15,
  verdict_id IN (9, 12), -1, billed_points, expected_points, frozen_points, 0, 0, 0
FROM (
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_figures
  UNION
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_rollup
  UNION
  SELECT charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points
  FROM version_1_adjustment)
ORDER BY charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points;

INSERT INTO rollup (day, outcome_id, tasks)
SELECT old.day, outcome.id, sum(old.tasks)
FROM version_1_rollup AS old
JOIN outcome
  USING (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points)
WHERE outcome.pricing_input_id IS NULL
GROUP BY old.day, outcome.id
HAVING sum(old.tasks) <> 0;

INSERT INTO adjustment (found_day, day, outcome_id, tasks)
SELECT old.found_day, old.day, outcome.id, sum(old.tasks)
FROM version_1_adjustment AS old
JOIN outcome
  USING (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points)
WHERE outcome.pricing_input_id IS NULL
GROUP BY old.found_day, old.day, outcome.id
HAVING sum(old.tasks) <> 0;
