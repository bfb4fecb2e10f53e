-- name: rollupAdd
-- adds tasks to one row of the rollup, or takes them away
INSERT INTO rollup (day, outcome_id, tasks) VALUES (:day, :outcome_id, :tasks)
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: rollupMove
-- gives the rows of a day that have one outcome another one, added to what it has
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, :other_id, tasks FROM rollup WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: rollupDrop
-- removes a row of the rollup
DELETE FROM rollup WHERE day = :day AND outcome_id = :outcome_id;

-- name: rollupRemoveEmpty
-- removes a row of the rollup that no task is left in
DELETE FROM rollup WHERE day = :day AND outcome_id = :outcome_id AND tasks = 0;

-- name: rollupRemoveAllEmpty
-- removes the rows of the rollup that no task is left in
DELETE FROM rollup WHERE tasks = 0;

-- name: rollupOf
-- one row: the tasks of one row of the rollup
SELECT tasks FROM rollup WHERE day = :day AND outcome_id = :outcome_id;

-- name: rollupAll
-- one row: a row of the rollup with the adjustments of closed months, which together equal the tasks
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment)
GROUP BY day, outcome_id
HAVING sum(tasks) <> 0
ORDER BY day, outcome_id;

-- name: rollupOfDay
-- one row: the tasks of a day with one outcome, adjustments included
SELECT outcome_id, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, tasks FROM rollup WHERE day = :day
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment WHERE day = :day)
GROUP BY outcome_id
HAVING sum(tasks) <> 0
ORDER BY outcome_id;

-- name: rollupOfPeriod
-- one row: tasks of a day that have one outcome, by day; -1 means no day, when all days are asked for
SELECT day, outcome_id, tasks
FROM rollup
WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
  AND (day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day, outcome_id;

-- name: rollupOfOutcomes
-- one row: a day with tasks of one of some outcomes, given as a JSON array; adjustments included
SELECT outcome_id, day, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, day, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, day, tasks FROM adjustment)
WHERE outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
GROUP BY outcome_id, day
ORDER BY outcome_id, day;

-- name: rollupOfTasks
-- one row: a row of the rollup as the tasks and the usage lines make it
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, count(*) AS tasks FROM task GROUP BY day, outcome_id
  UNION ALL
  SELECT part.day, line.outcome_id, line.tasks
  FROM usage_line AS line
  JOIN usage_partition AS part ON part.id = line.partition_id)
GROUP BY day, outcome_id
ORDER BY day, outcome_id;

-- name: rollupOfUncheckedTasks
-- one row: a row of the rollup as the tasks and the usage lines of the unchecked days make it
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, count(*) AS tasks
  FROM task
  WHERE day IN (SELECT day FROM unchecked_day)
  GROUP BY day, outcome_id
  UNION ALL
  SELECT part.day, line.outcome_id, line.tasks
  FROM usage_line AS line
  JOIN usage_partition AS part ON part.id = line.partition_id
  WHERE part.day IN (SELECT day FROM unchecked_day))
GROUP BY day, outcome_id
ORDER BY day, outcome_id;

-- name: rollupUnchecked
-- one row: a row of the rollup of an unchecked day, with the adjustments of closed months
SELECT day, outcome_id, sum(tasks) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup WHERE day IN (SELECT day FROM unchecked_day)
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment WHERE day IN (SELECT day FROM unchecked_day))
GROUP BY day, outcome_id
HAVING sum(tasks) <> 0
ORDER BY day, outcome_id;

-- name: uncheckedDayAdd
-- notes that a day was written to since it was last compared with the tasks
INSERT INTO unchecked_day (day) VALUES (:day) ON CONFLICT (day) DO NOTHING;

-- name: uncheckedDaysAdjusted
-- notes that the days of a reopened month were written to whose adjustments go back into them
INSERT INTO unchecked_day (day)
SELECT DISTINCT day FROM adjustment WHERE day >= :first AND day <= :last
ON CONFLICT (day) DO NOTHING;

-- name: uncheckedDaysAll
-- one row: a day that was written to since it was last compared with the tasks
SELECT day FROM unchecked_day ORDER BY day;

-- name: uncheckedDaysDelete
-- deletes the days that were compared with the tasks
DELETE FROM unchecked_day;

-- name: outcomesByDay
-- one row: tasks of a day that have an outcome, or more or fewer of them by a change of a closed month
SELECT day, outcome_id, tasks
FROM rollup
WHERE day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807)
UNION ALL
SELECT day, outcome_id, tasks
FROM adjustment
WHERE day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807);

-- name: undatedTasks
-- one row: the number of tasks without a creation time, which belong to no day
SELECT coalesce(sum(tasks), 0) AS tasks FROM rollup WHERE day = -1;

-- name: sumOfAmounts
-- one row: how many tasks have an outcome, counted however they moved, with its largest amount
SELECT sum(abs(line.tasks)) AS tasks,
  max(outcome.billed_points, outcome.expected_points, outcome.frozen_points, 0) AS points
FROM (
  SELECT outcome_id, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id
GROUP BY outcome.id
ORDER BY outcome.id;
