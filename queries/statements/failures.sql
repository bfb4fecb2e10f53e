-- name: billedFailuresExist
-- one row: whether any failed or canceled task of a few days was billed
SELECT EXISTS (
  SELECT 1
  FROM (
    SELECT outcome_id FROM rollup WHERE day >= :first AND day <= :last
    UNION ALL
    SELECT outcome_id FROM adjustment WHERE day >= :first AND day <= :last) AS line
  JOIN outcome ON outcome.id = line.outcome_id
  WHERE outcome.status_id IN (5, 6) AND outcome.billed_points > 0);

-- name: failedOutcomes
-- one row: an outcome of failed or canceled tasks
SELECT outcome.id, outcome.penalty_points, pricing_input.model, pricing_input.task_type
FROM outcome
JOIN pricing_input ON pricing_input.id = outcome.pricing_input_id
WHERE outcome.status_id IN (5, 6);

-- name: failedOutcomesByDay
-- one row: a kind of failed or canceled tasks of a day
SELECT DISTINCT rollup.day, pricing_input.model, pricing_input.task_type, outcome.penalty_points
FROM (
  SELECT day, outcome_id FROM rollup
  UNION
  SELECT day, outcome_id FROM adjustment) AS rollup
JOIN outcome ON outcome.id = rollup.outcome_id
JOIN pricing_input ON pricing_input.id = outcome.pricing_input_id
WHERE outcome.status_id IN (5, 6) AND rollup.day >= 0;

-- name: failedTasksOfDays
-- one row: a task of a few days that was created in a span of time and has one of some outcomes,
-- given as a JSON array
SELECT day, id_high, id_low
FROM task
WHERE day >= :first AND day <= :last
  AND day * 86400000000000 + created_nanoseconds >= :from
  AND day * 86400000000000 + created_nanoseconds < :until
  AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY day * 86400000000000 + created_nanoseconds, id_high, id_low;

-- name: failedLines
-- one row: a failed or canceled task of a period, as it counts in its own month
SELECT line.found_day, line.tasks, line.day, line.id_high, line.id_low, line.request_id,
  line.varying_values, line.state_id, line.outcome_id, line.created_nanoseconds,
  line.ended_nanoseconds
FROM task_line AS line
WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
  AND line.found_day IS NULL AND line.request_id IS NOT NULL
  AND line.outcome_id IN (SELECT id FROM outcome WHERE status_id IN (5, 6));

-- name: linesOfRequests
-- one row: a task of some days that has one of some requests, given as a JSON array, as it counts in
-- its own month, and its changes found later
SELECT line.found_day, line.tasks, line.day, line.id_high, line.id_low, line.request_id,
  line.varying_values, line.state_id, line.outcome_id, line.created_nanoseconds,
  line.ended_nanoseconds
FROM task_line AS line
WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
  AND line.request_id IN (SELECT value FROM json_each(coalesce(:requests, '[]')));

-- name: daysChanged
-- one row: a day of tasks of a closed month that changed one by one, found on a day of a period;
-- another card changes nothing that chains of retries are made of
SELECT DISTINCT day
FROM superseded_task
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY day;

-- name: requestsChanged
-- one row: a request that tasks of some days had before or have after such a change
SELECT request_id
FROM superseded_task
WHERE day >= :first AND day <= :last AND request_id IS NOT NULL
UNION
SELECT task.request_id
FROM superseded_task AS old
CROSS JOIN task
WHERE task.day = old.day AND task.id_high = old.id_high AND task.id_low = old.id_low
  AND old.day >= :first AND old.day <= :last
ORDER BY request_id;
