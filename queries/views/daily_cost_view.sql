-- v_daily_cost: one row is a day's tasks of a model and task type with one status and verdict;
-- changes of closed months stand on the day on which they were found
CREATE VIEW v_daily_cost AS
SELECT
  CASE WHEN line.day >= 0 THEN date(line.day * 86400, 'unixepoch') END AS day,
  outcome.model AS model,
  outcome.task_type AS task_type,
  outcome.status AS status,
  outcome.verdict AS verdict,
  sum(line.tasks) AS tasks,
  sum(line.tasks * outcome.billed_points) AS billed_points,
  sum(line.tasks * outcome.expected_points) AS expected_points,
  sum(line.tasks * outcome.variance_points) AS variance_points,
  sum(line.tasks * outcome.unchecked_points) AS unchecked_points,
  sum(line.tasks * outcome.commitment_points) AS commitment_points,
  sum(line.tasks * outcome.price_points) AS price_points
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
GROUP BY line.day, outcome.model, outcome.task_type, outcome.status, outcome.verdict;
