-- name: dailyCostView
-- v_daily_cost: one row is a day's tasks of an account, a model and task type with one status and verdict;
-- changes of closed months stand on the day on which they were found
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_daily_cost AS
SELECT
  CASE WHEN line.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.day AS INTEGER))
  END AS day,
  outcome.model AS model,
  outcome.task_type AS task_type,
  outcome.status AS status,
  outcome.verdict AS verdict,
  CAST(sum(line.tasks) AS BIGINT) AS tasks,
  CAST(sum(line.tasks * outcome.billed_points) AS BIGINT) AS billed_points,
  CAST(sum(line.tasks * outcome.billed_points) AS BIGINT) / 1e7 AS billed_usd_real,
  CAST(sum(line.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
  CAST(sum(line.tasks * outcome.expected_points) AS BIGINT) / 1e7 AS expected_usd_real,
  CAST(sum(line.tasks * outcome.variance_points) AS BIGINT) AS variance_points,
  CAST(sum(line.tasks * outcome.unchecked_points) AS BIGINT) AS unchecked_points,
  CAST(sum(line.tasks * outcome.commitment_points) AS BIGINT) AS commitment_points,
  CAST(sum(line.tasks * outcome.price_points) AS BIGINT) AS price_points,
  outcome.account AS account
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
GROUP BY line.day, outcome.model, outcome.task_type, outcome.status, outcome.verdict,
  outcome.account;
