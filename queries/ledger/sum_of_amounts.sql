-- one row: what the amounts of all tasks come to, each by its largest, as a number without limits
SELECT total(abs(line.tasks)
  * max(outcome.billed_points, outcome.expected_points, outcome.frozen_points, 0)) AS points
FROM (
  SELECT outcome_id, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id;
