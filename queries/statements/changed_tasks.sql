-- name: supersededTaskInsert
-- keeps what the ledger has of a task before it changes; NULL where it has none on that day
INSERT INTO superseded_task (day, id_high, id_low, number, found_day, since_number, since_day,
  outcome_id, request_id, varying_values, state_id, created_nanoseconds, ended_nanoseconds)
SELECT :day, :id_high, :id_low, :number, :found_day, coalesce(latest.number, -1),
  latest.found_day, task.outcome_id, task.request_id, task.varying_values, task.state_id,
  task.created_nanoseconds, task.ended_nanoseconds
FROM (SELECT max(number) AS number, found_day FROM superseded_task
  WHERE day = :day AND id_high = :id_high AND id_low = :id_low) AS latest
LEFT JOIN task ON task.day = :day AND task.id_high = :id_high AND task.id_low = :id_low;

-- name: supersededTasksDelete
-- deletes what the tasks of the days of a reopened month were
DELETE FROM superseded_task WHERE day >= :first AND day <= :last;

-- name: supersededTasksVoidDelete
-- removes the latest changes of tasks that gave them another outcome with the same figures
DELETE FROM superseded_task
WHERE (day, id_high, id_low, number) IN (
  SELECT old.day, old.id_high, old.id_low, old.number
  FROM superseded_task AS old
  CROSS JOIN task ON task.day = old.day AND task.id_high = old.id_high
    AND task.id_low = old.id_low
  JOIN outcome AS before ON before.id = old.outcome_id
  JOIN outcome AS after ON after.id = task.outcome_id
  WHERE task.request_id = old.request_id AND task.varying_values = old.varying_values
    AND task.state_id = old.state_id AND task.created_nanoseconds IS old.created_nanoseconds
    AND task.ended_nanoseconds IS old.ended_nanoseconds
    AND after.charge_id = before.charge_id AND after.status_id = before.status_id
    AND after.verdict_id = before.verdict_id AND after.billed_points = before.billed_points
    AND after.expected_points = before.expected_points
    AND after.frozen_points = before.frozen_points AND after.error_code = before.error_code
    AND after.account_id IS before.account_id
    AND NOT EXISTS (SELECT 1 FROM superseded_task AS later
      WHERE later.day = old.day AND later.id_high = old.id_high AND later.id_low = old.id_low
        AND later.number > old.number)
    AND NOT EXISTS (SELECT 1 FROM superseded_outcome AS other
      WHERE other.day = old.day AND other.outcome_id IN (old.outcome_id, task.outcome_id)));

-- name: supersededOutcomeInsert
-- keeps the figures that an outcome has on a day before it gets others
INSERT INTO superseded_outcome (day, outcome_id, number, found_day, since_number, kept_outcome_id)
SELECT :day, :outcome_id, :number, :found_day, coalesce(max(number), -1), :kept_outcome_id
FROM superseded_outcome
WHERE day = :day AND outcome_id = :outcome_id;

-- name: supersededOutcomesDelete
-- deletes what the outcomes of the days of a reopened month were
DELETE FROM superseded_outcome WHERE day >= :first AND day <= :last;

-- name: unnamedAdjustmentAdd
-- adds tasks to an adjustment that belongs to no known task
INSERT INTO unnamed_adjustment (found_day, day, outcome_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tasks)
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: unnamedAdjustmentMove
-- gives the unnamed adjustments of a day that have one outcome another one, added to what it has
INSERT INTO unnamed_adjustment (found_day, day, outcome_id, tasks)
SELECT found_day, day, :other_id, tasks
FROM unnamed_adjustment
WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: unnamedAdjustmentDrop
-- removes the unnamed adjustments of a day that have an outcome
DELETE FROM unnamed_adjustment WHERE day = :day AND outcome_id = :outcome_id;

-- name: unnamedAdjustmentsDelete
-- deletes the adjustments of the days of a reopened month that belong to no known task
DELETE FROM unnamed_adjustment WHERE day >= :first AND day <= :last;

-- name: changedTasksCheck
-- one row: figures of a closed day, or of a change of it, that are not the sum of the tasks and
-- usage lines as they were; of the unchecked days unless all are requested
WITH days AS (
  SELECT day
  FROM (SELECT day FROM adjustment UNION SELECT day FROM unnamed_adjustment
    UNION SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
  WHERE :is_whole = 1 OR day IN (SELECT day FROM unchecked_day)),
changed AS (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome),
line AS (
  SELECT day, found_day, outcome_id, 0 AS stored, tasks AS counted
  FROM changed_line
  WHERE day IN (SELECT day FROM days)
  UNION ALL
  SELECT task.day, NULL, task.outcome_id, 0, 1
  FROM days CROSS JOIN task ON task.day = days.day
  WHERE days.day NOT IN (SELECT day FROM changed)
  UNION ALL
  SELECT part.day, NULL, usage_line.outcome_id, 0, usage_line.tasks
  FROM days
  CROSS JOIN usage_partition AS part ON part.day = days.day
  JOIN usage_line ON usage_line.partition_id = part.id
  UNION ALL
  SELECT rollup.day, NULL, rollup.outcome_id, rollup.tasks, 0
  FROM days CROSS JOIN rollup ON rollup.day = days.day
  UNION ALL
  SELECT day, found_day, outcome_id, tasks, 0
  FROM adjustment
  WHERE day IN (SELECT day FROM days))
SELECT line.day, line.found_day, min(outcome.id) AS outcome_id, sum(line.stored) AS stored,
  sum(line.counted) AS counted
FROM line
JOIN outcome ON outcome.id = line.outcome_id
GROUP BY line.day, line.found_day, outcome.charge_id, outcome.status_id, outcome.verdict_id,
  outcome.billed_points, outcome.expected_points, outcome.frozen_points, outcome.error_code,
  outcome.account_id
HAVING sum(line.stored) <> sum(line.counted)
ORDER BY line.day, line.found_day, min(outcome.id);
