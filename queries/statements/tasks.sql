-- name: taskInsert
-- writes a new task; the order of the parameters is that of BatchWriter
INSERT INTO task (
  day, id_high, id_low, request_id, varying_values, state_id, outcome_id, created_nanoseconds,
  ended_nanoseconds, seen_nanoseconds, watch, has_details, source_id, line)
VALUES (
  :day, :id_high, :id_low, :request_id, :varying_values, :state_id, :outcome_id,
  :created_nanoseconds, :ended_nanoseconds, :seen_nanoseconds, :watch, :has_details, :source_id,
  :line);

-- name: tasksInsertEight
-- writes eight new tasks; the order of the parameters is that of taskInsert, eight times over.
-- OR FAIL: to undo a part of the rows SQLite would first copy each page that they change to a file,
-- yet whoever writes undoes the whole transaction
INSERT OR FAIL INTO task (
  day, id_high, id_low, request_id, varying_values, state_id, outcome_id, created_nanoseconds,
  ended_nanoseconds, seen_nanoseconds, watch, has_details, source_id, line)
VALUES
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?),
  (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: taskReplace
-- writes one task
INSERT OR REPLACE INTO task (
  day, id_high, id_low, request_id, varying_values, state_id, outcome_id, created_nanoseconds,
  ended_nanoseconds, seen_nanoseconds, watch, has_details, source_id, line)
VALUES (
  :day, :id_high, :id_low, :request_id, :varying_values, :state_id, :outcome_id,
  :created_nanoseconds, :ended_nanoseconds, :seen_nanoseconds, :watch, :has_details, :source_id,
  :line);

-- name: taskDelete
-- removes a task from a day, since it belongs to another one
DELETE FROM task WHERE day = :day AND id_high = :id_high AND id_low = :id_low;

-- name: taskOutcomeUpdate
-- gives a task the outcome that time has brought
UPDATE task SET outcome_id = :outcome_id, watch = :watch
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;

-- name: taskOfDay
-- one row: the task with an id on a day; the order of columns and parameters is that of TaskRow
SELECT request_id, varying_values, state_id, outcome_id, created_nanoseconds, ended_nanoseconds,
  seen_nanoseconds, watch, has_details, source_id, line
FROM task
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;

-- name: tasksOfDay
-- one row: a task of a day
SELECT id_high, id_low, outcome_id FROM task WHERE day = :day ORDER BY id_high, id_low;

-- name: tasksInOrder
-- one row: a task of a day that has one of some outcomes, given as a JSON array, by its creation
SELECT outcome_id, created_nanoseconds
FROM task
WHERE day = :day AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY created_nanoseconds, id_high, id_low;

-- name: linesOfOutcomes
-- one row: a task of a day that has one of some outcomes, given as a JSON array, as it counts in its
-- own month, or its change found later, with what its price depends on
SELECT line.found_day, line.tasks, line.outcome_id, line.request_id, line.varying_values,
  line.created_nanoseconds, state.output_count
FROM task_line AS line
JOIN state ON state.id = line.state_id
WHERE line.day = :day
  AND line.outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')));

-- name: findingDays
-- one row: a day with tasks that may be of a finding, and an outcome that such tasks have; of what
-- counts in a period, or whatever time has changed
SELECT line.day, line.outcome_id
FROM (
  SELECT day, outcome_id
  FROM rollup
  WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
    AND (day >= 0 OR (:since IS NULL AND :until IS NULL))
  UNION
  SELECT day, outcome_id
  FROM adjustment
  WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
  ) AS line
JOIN outcome ON outcome.id = line.outcome_id
WHERE outcome.verdict_id IN (2, 3, 5, 8, 9, 12, 13, 15, 16)
    OR (outcome.verdict_id = 10 AND outcome.billed_points >= 0
      AND outcome.billed_points <> outcome.expected_points)
    OR (outcome.verdict_id = 11 AND outcome.frozen_points > 0)
ORDER BY line.day, line.outcome_id;

-- name: findingLines
-- one row: a task of a day that may be of a finding, as it counts in its own month, or its change
-- found later, by its creation: the rows of task_line, read without making a table of them; matched,
-- consistent, refunded, penalty, unmetered and unlogged tasks are never of one
SELECT line.found_day, line.tasks, line.outcome_id, line.id_high, line.id_low,
  odd.task_id AS odd_task_id, line.created_nanoseconds
FROM (
  SELECT NULL AS found_day, 1 AS tasks, task.outcome_id, task.id_high, task.id_low,
    task.created_nanoseconds
  FROM task
  CROSS JOIN outcome ON outcome.id = task.outcome_id
  WHERE task.day = :day AND outcome.verdict_id NOT IN (1, 4, 6, 7, 14, 17)
    AND :day NOT IN (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
  UNION ALL
  SELECT line.found_day, line.tasks, line.outcome_id, line.id_high, line.id_low,
    line.created_nanoseconds
  FROM changed_line AS line
  JOIN outcome ON outcome.id = line.outcome_id
  WHERE line.day = :day AND line.id_high IS NOT NULL
    AND outcome.verdict_id NOT IN (1, 4, 6, 7, 14, 17)) AS line
LEFT JOIN odd_task_id AS odd ON odd.id_high = line.id_high AND odd.id_low = line.id_low
ORDER BY line.created_nanoseconds, line.id_high, line.id_low, line.found_day, line.tasks;

-- name: taskDays
-- one row: a day that has tasks, found by one step in the key for each
WITH RECURSIVE days (day) AS (
  SELECT min(day) FROM task
  UNION ALL
  SELECT (SELECT min(day) FROM task WHERE day > days.day) FROM days WHERE days.day IS NOT NULL)
SELECT day FROM days WHERE day IS NOT NULL ORDER BY day;

-- name: taskIds
-- one row: the two numbers of a task id, and the task's day
SELECT id_high, id_low, day FROM task;

-- name: taskIdsStarting
-- one row: a task whose id begins with some digits, so that its numbers lie between two, or with some
-- text; also one that only the account history shows; at most so many
WITH RECURSIVE days (day) AS (
  SELECT min(day) FROM task
  UNION ALL
  SELECT (SELECT min(day) FROM task WHERE day > days.day) FROM days WHERE days.day IS NOT NULL),
told AS (
  SELECT task.id_high, task.id_low
  FROM days
  CROSS JOIN task ON task.day = days.day AND task.id_high BETWEEN :first_high AND :last_high
    AND task.id_low BETWEEN :first_low AND :last_low
  UNION
  SELECT id_high, id_low
  FROM history_entry
  WHERE id_high IS NOT NULL AND id_high BETWEEN :first_high AND :last_high
    AND id_low BETWEEN :first_low AND :last_low AND comparison = 2 AND task_id IS NOT NULL)
SELECT told.id_high, told.id_low, NULL AS odd_task_id
FROM told
LEFT JOIN odd_task_id AS odd ON odd.id_high = told.id_high AND odd.id_low = told.id_low
WHERE odd.task_id IS NULL
UNION
SELECT id_high, id_low, task_id
FROM odd_task_id
WHERE substr(lower(task_id), 1, length(:text)) = lower(:text)
ORDER BY 1, 2
LIMIT coalesce(:limit, -1);

-- name: watchedTasks
-- one row: a task whose verdict time will change, or has changed since a day; all of them where no
-- day is given; watch > 0 is said once more so that the index of few tasks serves
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task INDEXED BY task_watch
WHERE watch > 0 AND watch = 1
UNION ALL
SELECT day, id_high, id_low, outcome_id, created_nanoseconds, ended_nanoseconds, watch
FROM task INDEXED BY task_watch
WHERE watch > 0 AND watch = 2 AND day >= coalesce(:since, -1)
ORDER BY day, id_high, id_low;

-- name: openTasks
-- one row: a task that has not ended, with points set aside for it
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, account.name AS account,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM task
JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN account ON account.id = outcome.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.watch > 0 AND outcome.verdict_id IN (11, 12) AND outcome.frozen_points > 0
ORDER BY task.day * 86400000000000 + task.created_nanoseconds, task.id_high, task.id_low;

-- name: outcomesOfTasks
-- one row: a task of a period with its outcome; without a day, of all days
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, task.outcome_id
FROM task
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.day >= coalesce(:since, -1) AND task.day <= coalesce(:until, 9223372036854775807)
  AND (task.day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY task.day, task.id_high, task.id_low;

-- name: bookedTasks
-- one row: a task of a period whose booked amount is known, with its API key from the history
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, task.outcome_id,
  (SELECT min(entry.api_key_id) FROM history_entry AS entry
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low AND entry.comparison <> 3)
    AS api_key_id
FROM task
CROSS JOIN outcome ON outcome.id = task.outcome_id AND outcome.billed_points >= 0
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.day >= coalesce(:since, 0) AND task.day <= coalesce(:until, 9223372036854775807)
ORDER BY task.day, task.id_high, task.id_low;

-- name: tasksOfPeriod
-- one row: a task of a period as other tools take it, by day and id; without a day, of all days
SELECT task_id, account, model, task_type, status, created_at, ended_at, day, measures, request,
  output_count, error_code, billed_points, billed_usd, frozen_points, expected_points, expected_usd,
  variance_points, unchecked_points, commitment_points, price_points, verdict, settled, sku, rate, source
FROM v_task
WHERE day_number >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND day_number <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
  AND (day_number >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY day_number, task_id;

-- name: idFilterBlocks
-- one row: a block of the filter of task ids
SELECT level, block, bits FROM id_filter ORDER BY level, block;

-- name: idFilterBlockReplace
-- stores a block of the filter of task ids
INSERT OR REPLACE INTO id_filter (level, block, bits) VALUES (:level, :block, :bits);

-- name: idFilterDelete
-- deletes the stored filter of task ids, since another one takes its place
DELETE FROM id_filter;

-- name: oddTaskIdInsert
-- keeps the text of a task id that is not a canonical UUID
INSERT OR IGNORE INTO odd_task_id (id_high, id_low, task_id) VALUES (:id_high, :id_low, :task_id);

-- name: oddTaskIdText
-- one row: the text of a task id that is not a canonical UUID
SELECT task_id FROM odd_task_id WHERE id_high = :id_high AND id_low = :id_low;

-- name: bookingUpsert
-- writes one booked amount of a task, keeping the source of its first sighting
INSERT INTO booking (
  id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id, line)
VALUES (
  :id_high, :id_low, :consume_points, :frozen_points, :usage_type, :ended_at, :seen_at,
  :source_id, :line)
ON CONFLICT (id_high, id_low, consume_points) DO UPDATE SET
  frozen_points = excluded.frozen_points, usage_type = excluded.usage_type,
  ended_at = excluded.ended_at, seen_at = excluded.seen_at;

-- name: bookingsOfTask
-- one row: an amount that an ended observation of a task booked
SELECT consume_points, frozen_points, usage_type, ended_at, seen_at, source_id, line
FROM booking
WHERE id_high = :id_high AND id_low = :id_low
ORDER BY consume_points;

-- name: usageStampUpsert
-- writes when and where the usage of a task was observed
INSERT OR REPLACE INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at, source_id, line)
VALUES (:id_high, :id_low, :has_ended, :ended_at, :seen_at, :source_id, :line);

-- name: usageStampOfTask
-- one row: when and where the usage of a task was observed, where not in its winning observation
SELECT has_ended, ended_at, seen_at, source_id, line
FROM usage_stamp
WHERE id_high = :id_high AND id_low = :id_low;

-- name: usageStampDelete
-- deletes when the usage was observed, once that is the winning observation
DELETE FROM usage_stamp WHERE id_high = :id_high AND id_low = :id_low;
