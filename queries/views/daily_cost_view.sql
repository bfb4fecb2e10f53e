-- v_daily_cost: one row is a day's tasks of a model and task type with one status and verdict;
-- changes of closed months stand on the day on which they were found
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_daily_cost AS
SELECT
  CASE WHEN rollup.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(rollup.day AS INTEGER))
  END AS day,
  sku.model AS model,
  sku.task_type AS task_type,
  status.name AS status,
  verdict.name AS verdict,
  CAST(sum(rollup.tasks) AS BIGINT) AS tasks,
  CAST(sum(CASE WHEN outcome.billed_points >= 0 THEN rollup.tasks * outcome.billed_points END)
    AS BIGINT) AS billed_points,
  CAST(sum(CASE WHEN outcome.expected_points >= 0 THEN rollup.tasks * outcome.expected_points END)
    AS BIGINT) AS expected_points
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS rollup
JOIN outcome ON outcome.id = rollup.outcome_id
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN status ON status.id = outcome.status_id
JOIN verdict ON verdict.id = outcome.verdict_id
GROUP BY rollup.day, sku.model, sku.task_type, status.name, verdict.name;
