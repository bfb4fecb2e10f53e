-- name: changedLineView
-- changed_line: one row is a task of a day with changes as figures count it: as its month was closed,
-- or, on the day on which a change was found, as it was before (-1 tasks) and after it (1)
-- The figures of an outcome at a moment are those that the next card to change them has kept.
CREATE VIEW changed_line AS
SELECT coalesce(CASE WHEN sign.tasks = 1 THEN span.since_day ELSE span.until_day END, span.day)
    AS line_day,
  CASE WHEN sign.tasks = 1 THEN span.since_day ELSE span.until_day END AS found_day,
  sign.tasks AS tasks, span.day AS day, span.id_high AS id_high, span.id_low AS id_low,
  coalesce(kept.kept_outcome_id, span.outcome_id) AS outcome_id, span.request_id AS request_id,
  span.varying_values AS varying_values, span.state_id AS state_id,
  span.created_nanoseconds AS created_nanoseconds, span.ended_nanoseconds AS ended_nanoseconds
FROM task_span AS span
CROSS JOIN (SELECT 1 AS tasks UNION ALL SELECT -1) AS sign
LEFT JOIN superseded_outcome AS kept
  ON kept.day = span.day AND kept.outcome_id = span.outcome_id
  AND kept.number > CASE WHEN sign.tasks = 1 THEN span.since_number ELSE span.until_number END
  AND kept.since_number
    <= CASE WHEN sign.tasks = 1 THEN span.since_number ELSE span.until_number END
WHERE sign.tasks = 1 OR span.until_number IS NOT NULL
UNION ALL
SELECT change.found_day, change.found_day, sign.tasks, span.day, span.id_high, span.id_low,
  CASE WHEN sign.tasks = -1 THEN change.kept_outcome_id
    ELSE coalesce(next.kept_outcome_id, span.outcome_id) END,
  span.request_id, span.varying_values, span.state_id, span.created_nanoseconds,
  span.ended_nanoseconds
FROM task_span AS span
CROSS JOIN superseded_outcome AS change
CROSS JOIN (SELECT 1 AS tasks UNION ALL SELECT -1) AS sign
LEFT JOIN superseded_outcome AS next
  ON next.day = change.day AND next.outcome_id = change.outcome_id
  AND next.since_number = change.number
WHERE change.day = span.day AND change.outcome_id = span.outcome_id
  AND change.number > span.since_number
  AND change.number < coalesce(span.until_number, 9223372036854775807)
-- what is not known whose it is has no more than its figures
UNION ALL
SELECT day, NULL, -tasks, day, NULL, NULL, outcome_id, NULL, NULL, NULL, NULL, NULL
FROM unnamed_adjustment
UNION ALL
SELECT found_day, found_day, tasks, day, NULL, NULL, outcome_id, NULL, NULL, NULL, NULL, NULL
FROM unnamed_adjustment;
