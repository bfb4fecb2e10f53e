-- name: version3Outcomes
-- one row: none; tells outcomes of failed tasks apart by their error codes
ALTER TABLE outcome ADD COLUMN error_code INTEGER NOT NULL DEFAULT 0;

DROP INDEX outcome_key;
DROP INDEX outcome_kept;

CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code) WHERE pricing_input_id IS NOT NULL;

CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code)
  WHERE pricing_input_id IS NULL;

-- name: version3Evidence
-- one row: a setting; rates of earlier versions do not say for which days their prices are known, and
-- are frozen again when the ledger is priced next
UPDATE setting SET value = '' WHERE name = 'card_fingerprint';

-- name: version3NamesAndUnits
-- Names and usage types get their one spelling, and what was booked in another unit than points is
-- judged again by the next run that prices.
INSERT INTO verdict (id, name, is_covered, is_finding) VALUES (16, 'other_unit', 0, 1);

INSERT OR REPLACE INTO setting (name, value)
SELECT 'unpriced_since_version', '3'
WHERE EXISTS (SELECT 1 FROM usage_type
    WHERE lower(trim(name)) NOT IN ('', 'llm', 'point', 'quota'))
  OR EXISTS (SELECT 1 FROM request
    WHERE model <> lower(trim(model)) AND model NOT LIKE 'Qubico/%' AND model <> 'Wan'
      OR task_type <> lower(trim(task_type)));

-- a card of no name: the next run prices everything, and so looks at what is unpriced
UPDATE setting SET value = 'version 3'
WHERE name = 'card_fingerprint'
  AND EXISTS (SELECT 1 FROM setting WHERE name = 'unpriced_since_version');

-- a spelling of which the ledger has the other one too stays beside it
UPDATE OR IGNORE request SET
  task_type = lower(trim(task_type)),
  model = CASE
    WHEN lower(trim(model)) LIKE 'qubico/%' THEN 'Qubico/' || substr(lower(trim(model)), 8)
    WHEN lower(trim(model)) = 'wan' THEN 'Wan'
    ELSE lower(trim(model)) END;

-- linked again, which shows which of them are in points
UPDATE history_entry SET usage_type = lower(trim(usage_type)), comparison = -1
WHERE lower(trim(usage_type)) NOT IN ('', 'llm', 'point', 'quota');

-- name: version3Quarantine
-- one row: none; sets the records aside that an earlier version kept with their text
ALTER TABLE quarantine RENAME TO earlier_quarantine;

-- name: version3Nights
-- a night is of the day that ended before it, and remembers when it ran; version 3 named it by its run
ALTER TABLE night ADD COLUMN ran_at INTEGER;   -- NULL: not kept then
-- Twice, since neighboring days may not meet on the way.
UPDATE night SET day = -day;
UPDATE night SET day = -day - 1;
UPDATE night_finding SET night = -night;
UPDATE night_finding SET night = -night - 1;

-- name: version3Rows
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
