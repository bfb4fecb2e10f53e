-- v_tagged_cost: one row is a day's tasks of a model and task type with the same tags; what has no
-- tags is not there; changes of closed months stand on the day on which they were found
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_tagged_cost AS
SELECT
  CASE WHEN tagged.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(tagged.day AS INTEGER))
  END AS day,
  tag_set.tags AS tags,
  sku.model AS model,
  sku.task_type AS task_type,
  CAST(sum(tagged.tasks) AS BIGINT) AS tasks,
  CAST(sum(CASE WHEN outcome.billed_points >= 0 THEN tagged.tasks * outcome.billed_points END)
    AS BIGINT) AS billed_points,
  CAST(sum(CASE WHEN outcome.expected_points >= 0 THEN tagged.tasks * outcome.expected_points END)
    AS BIGINT) AS expected_points
FROM (
  SELECT day, outcome_id, tag_set_id, tasks FROM tag_rollup
  UNION ALL
  SELECT found_day, outcome_id, tag_set_id, tasks FROM tag_adjustment) AS tagged
JOIN tag_set ON tag_set.id = tagged.tag_set_id
JOIN outcome ON outcome.id = tagged.outcome_id
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
GROUP BY tagged.day, tag_set.tags, sku.model, sku.task_type;
