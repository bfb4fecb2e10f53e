-- one row: none; gives what versions before 4 kept the form of today
-- Whose the changes of closed months were is not known any more.
INSERT INTO unnamed_adjustment (found_day, day, outcome_id, tasks)
SELECT found_day, day, outcome_id, tasks FROM adjustment;

-- Outcomes of failed tasks get the error codes of their tasks. Where a closed day lost or gained
-- such tasks after its close, those that are there now do not tell what its figures were made of:
-- there the code stays unknown.
UPDATE outcome SET error_code = -1 WHERE status_id IN (5, 6);

CREATE TEMP TABLE told_code AS
SELECT task.day, task.outcome_id, coalesce(state.error_code, 0) AS error_code, count(*) AS tasks
FROM task
JOIN outcome ON outcome.id = task.outcome_id AND outcome.error_code = -1
JOIN state ON state.id = task.state_id
WHERE NOT EXISTS (
  SELECT 1 FROM adjustment
  WHERE adjustment.day = task.day AND adjustment.outcome_id = task.outcome_id)
GROUP BY task.day, task.outcome_id, coalesce(state.error_code, 0);

-- The least code keeps the outcome's number, unless some of its tasks have an unknown one.
CREATE TEMP TABLE told_outcome AS
SELECT code.outcome_id, code.error_code,
  CASE WHEN code.error_code = first.error_code
    AND code.outcome_id NOT IN (SELECT outcome_id FROM adjustment)
    THEN code.outcome_id
    ELSE (SELECT max(id) FROM outcome)
      + row_number() OVER (ORDER BY code.outcome_id, code.error_code) END AS id
FROM (SELECT DISTINCT outcome_id, error_code FROM told_code) AS code
JOIN (SELECT outcome_id, min(error_code) AS error_code FROM told_code GROUP BY outcome_id)
  AS first ON first.outcome_id = code.outcome_id;

INSERT INTO outcome (id, pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code)
SELECT told.id, pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  0, 0, told.error_code
FROM told_outcome AS told
JOIN outcome ON outcome.id = told.outcome_id
WHERE told.id <> told.outcome_id;

UPDATE outcome SET error_code = told.error_code
FROM told_outcome AS told
WHERE told.id = outcome.id AND told.outcome_id = outcome.id;

UPDATE task SET outcome_id = told.id
FROM told_outcome AS told, state
WHERE told.outcome_id = task.outcome_id AND told.id <> task.outcome_id
  AND state.id = task.state_id AND coalesce(state.error_code, 0) = told.error_code
  AND EXISTS (
    SELECT 1 FROM told_code AS code
    WHERE code.day = task.day AND code.outcome_id = task.outcome_id);

INSERT OR IGNORE INTO stale_tag_day (day)
SELECT DISTINCT code.day
FROM told_code AS code
JOIN told_outcome AS told USING (outcome_id, error_code)
WHERE told.id <> told.outcome_id;

DELETE FROM rollup WHERE (day, outcome_id) IN (SELECT day, outcome_id FROM told_code);

INSERT INTO rollup (day, outcome_id, tasks)
SELECT code.day, told.id, code.tasks
FROM told_code AS code
JOIN told_outcome AS told USING (outcome_id, error_code);

DROP TABLE told_code;
DROP TABLE told_outcome;
