-- name: taggedCostView
-- v_tagged_cost: one row is a day's tasks of an account, a model and task type with the same tags; what
-- has no tags is not there; changes of closed months stand on the day on which they were found
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_tagged_cost AS
SELECT
  CASE WHEN tagged.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(tagged.day AS INTEGER))
  END AS day,
  tag_set.tags AS tags,
  outcome.model AS model,
  outcome.task_type AS task_type,
  CAST(sum(tagged.tasks) AS BIGINT) AS tasks,
  CAST(sum(tagged.tasks * outcome.billed_points) AS BIGINT) AS billed_points,
  CAST(sum(tagged.tasks * outcome.billed_points) AS BIGINT) / 1e7 AS billed_usd_real,
  CAST(sum(tagged.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
  CAST(sum(tagged.tasks * outcome.expected_points) AS BIGINT) / 1e7 AS expected_usd_real,
  CAST(sum(tagged.tasks * outcome.variance_points) AS BIGINT) AS variance_points,
  CAST(sum(tagged.tasks * outcome.unchecked_points) AS BIGINT) AS unchecked_points,
  CAST(sum(tagged.tasks * outcome.commitment_points) AS BIGINT) AS commitment_points,
  CAST(sum(tagged.tasks * outcome.price_points) AS BIGINT) AS price_points,
  outcome.account AS account
FROM (
  SELECT day, outcome_id, tag_set_id, tasks FROM tag_rollup
  UNION ALL
  SELECT found_day, outcome_id, tag_set_id, tasks FROM tag_adjustment) AS tagged
JOIN tag_set ON tag_set.id = tagged.tag_set_id
JOIN v_outcome AS outcome ON outcome.outcome_id = tagged.outcome_id
GROUP BY tagged.day, tag_set.tags, outcome.model, outcome.task_type, outcome.account;
