-- name: tagFactsOfDay
-- one row: the tasks of a day that agree in all that tags follow from; or one task of it
SELECT task.outcome_id,
  CASE WHEN :reads_sources THEN (
    SELECT group_concat(tag_source_id) FROM (
      SELECT tag_source_id FROM told_source
      WHERE told_source.day = task.day AND told_source.id_high = task.id_high
        AND told_source.id_low = task.id_low
      ORDER BY tag_source_id)) END AS tag_sources,
  CASE WHEN :reads_hosts THEN task.request_id END AS request_id,
  CASE WHEN :reads_keys THEN (
    SELECT min(api_key_id) FROM history_entry AS entry
    WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low) END AS api_key_id,
  own.tag_set_id AS own_id,
  imported.tag_set_id AS imported_id,
  count(*) AS tasks
FROM task
LEFT JOIN given_tag AS own ON own.day = task.day AND own.id_high = task.id_high
  AND own.id_low = task.id_low AND own.origin = 0
LEFT JOIN given_tag AS imported ON imported.day = task.day AND imported.id_high = task.id_high
  AND imported.id_low = task.id_low AND imported.origin = 1
WHERE task.day = :day
  AND task.id_high BETWEEN coalesce(:id_high, -9223372036854775808)
    AND coalesce(:id_high, 9223372036854775807)
  AND task.id_low BETWEEN coalesce(:id_low, -9223372036854775808)
    AND coalesce(:id_low, 9223372036854775807)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5, 6;

-- name: tagRollupAdd
-- adds tagged tasks to a row of the tag rollup
INSERT INTO tag_rollup (day, outcome_id, tag_set_id, tasks)
VALUES (:day, :outcome_id, :tag_set_id, :tasks)
ON CONFLICT (day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: tagRollupRemoveEmpty
-- removes the rows of the tag rollup of a day that have no tasks
DELETE FROM tag_rollup WHERE day = :day AND tasks = 0;

-- name: tagRollupRemoveAllEmpty
-- removes the rows of the tag rollup that no task is left in
DELETE FROM tag_rollup WHERE tasks = 0;

-- name: tagRollupOfDay
-- one row: the tagged tasks of a day with one outcome and tags, adjustments included
SELECT outcome_id, tag_set_id, sum(tasks) AS tasks
FROM (
  SELECT outcome_id, tag_set_id, tasks FROM tag_rollup WHERE day = :day
  UNION ALL
  SELECT outcome_id, tag_set_id, tasks FROM tag_adjustment WHERE day = :day)
GROUP BY outcome_id, tag_set_id
HAVING sum(tasks) <> 0
ORDER BY outcome_id, tag_set_id;

-- name: tagRollupOfOutcome
-- one row: the tagged tasks of a day and an outcome, or an adjustment of them
SELECT NULL AS found_day, tag_set_id, tasks FROM tag_rollup
WHERE day = :day AND outcome_id = :outcome_id
UNION ALL
SELECT found_day, tag_set_id, tasks FROM tag_adjustment
WHERE day = :day AND outcome_id = :outcome_id
ORDER BY 1, 2;

-- name: tagRollupOfPeriod
-- one row: tagged tasks of a day with one outcome and tags; -1 means no day, when all are asked for
SELECT day, outcome_id, tag_set_id, tasks
FROM tag_rollup
WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
  AND (day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day, outcome_id, tag_set_id;

-- name: tagAdjustmentAdd
-- adds tagged tasks to an adjustment
INSERT INTO tag_adjustment (found_day, day, outcome_id, tag_set_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tag_set_id, :tasks)
ON CONFLICT (found_day, day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: tagAdjustmentRemoveEmpty
-- removes the adjustments of tagged tasks that change nothing
DELETE FROM tag_adjustment WHERE found_day = :found_day AND tasks = 0;

-- name: tagAdjustmentsFold
-- brings the adjustments of tagged tasks of a reopened month back into the tag rollup
INSERT INTO tag_rollup (day, outcome_id, tag_set_id, tasks)
SELECT day, outcome_id, tag_set_id, sum(tasks)
FROM tag_adjustment
WHERE day >= :first AND day <= :last
GROUP BY 1, 2, 3
ON CONFLICT (day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: tagAdjustmentsDelete
-- deletes the adjustments of tagged tasks of a reopened month
DELETE FROM tag_adjustment WHERE day >= :first AND day <= :last;

-- name: tagAdjustmentsOfPeriod
-- one row: a change of the tagged tasks of a closed month, found on a day of a period
SELECT found_day, day, outcome_id, tag_set_id, tasks
FROM tag_adjustment
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY found_day, day, outcome_id, tag_set_id;

-- name: tagDays
-- one row: a day that has tasks or tagged tasks
SELECT day FROM rollup UNION SELECT day FROM adjustment
UNION SELECT day FROM tag_rollup UNION SELECT day FROM tag_adjustment
ORDER BY day;

-- name: staleTagDayInsert
-- marks a day whose tags are to be counted
INSERT OR IGNORE INTO stale_tag_day (day) VALUES (:day);

-- name: staleTagDaysEverywhere
-- marks all days that have tasks
INSERT OR IGNORE INTO stale_tag_day (day)
SELECT day FROM rollup UNION SELECT day FROM adjustment;

-- name: staleTagDaysOfTasks
-- marks the days of tasks that are compared with the history, whose API keys may be new
INSERT OR IGNORE INTO stale_tag_day (day) SELECT DISTINCT day FROM stale_task;

-- name: staleTagDaysAll
-- one row: a day whose tags are to be counted
SELECT day FROM stale_tag_day ORDER BY day;

-- name: staleTagDaysClear
-- deletes the days whose tags were counted
DELETE FROM stale_tag_day;
