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
