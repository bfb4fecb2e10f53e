-- one row: figures of a closed day, or of a change of it, that are not the sum of the tasks as they
-- were; of the unchecked days unless the whole is asked for
WITH days AS (
  SELECT day
  FROM (SELECT day FROM adjustment UNION SELECT day FROM unnamed_adjustment
    UNION SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
  WHERE :is_whole = 1 OR day IN (SELECT day FROM unchecked_day)),
changed AS (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome),
line AS (
  SELECT day, found_day, outcome_id, 0 AS stored, tasks AS counted
  FROM changed_line
  WHERE day IN (SELECT day FROM days)
  UNION ALL
  SELECT task.day, NULL, task.outcome_id, 0, 1
  FROM days CROSS JOIN task ON task.day = days.day
  WHERE days.day NOT IN (SELECT day FROM changed)
  UNION ALL
  SELECT rollup.day, NULL, rollup.outcome_id, rollup.tasks, 0
  FROM days CROSS JOIN rollup ON rollup.day = days.day
  UNION ALL
  SELECT day, found_day, outcome_id, tasks, 0
  FROM adjustment
  WHERE day IN (SELECT day FROM days))
SELECT line.day, line.found_day, min(outcome.id) AS outcome_id, sum(line.stored) AS stored,
  sum(line.counted) AS counted
FROM line
JOIN outcome ON outcome.id = line.outcome_id
GROUP BY line.day, line.found_day, outcome.charge_id, outcome.status_id, outcome.verdict_id,
  outcome.billed_points, outcome.expected_points, outcome.frozen_points, outcome.error_code
HAVING sum(line.stored) <> sum(line.counted)
ORDER BY line.day, line.found_day, min(outcome.id);
