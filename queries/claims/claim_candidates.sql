-- one row: a task of a period on which bill and rule differ, or that nothing proves, or whose refund
-- is awaited; only the days are read that have such tasks
WITH candidate AS (
  SELECT id FROM outcome
  WHERE verdict_id IN (2, 3, 5, 8, 9, 12, 15)
    OR (verdict_id = 10 AND billed_points >= 0 AND billed_points <> expected_points)),
dated AS (
  SELECT DISTINCT line.day
  FROM (SELECT day, outcome_id FROM rollup UNION ALL SELECT day, outcome_id FROM adjustment) AS line
  JOIN candidate ON candidate.id = line.outcome_id
  WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
    AND (line.day >= 0 OR (:since IS NULL AND :until IS NULL)))
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, account.name AS account,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM dated
CROSS JOIN task ON task.day = dated.day
JOIN candidate ON candidate.id = task.outcome_id
JOIN state ON state.id = task.state_id
LEFT JOIN account ON account.id = state.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
ORDER BY task.day, task.created_nanoseconds, task.id_high, task.id_low;
