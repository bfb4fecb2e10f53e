-- one row: the tasks of a day that the history says are of one API key; a task counts once
SELECT entry.task_day AS day, entry.api_key_id,
  sum(CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points ELSE 0 END) AS billed_points,
  sum(outcome.frozen_points) AS frozen_points
FROM (
  SELECT task_day, id_high, id_low, min(api_key_id) AS api_key_id
  FROM history_entry
  WHERE comparison = 1 AND task_day >= 0 AND api_key_id IS NOT NULL
  GROUP BY task_day, id_high, id_low) AS entry
CROSS JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
JOIN outcome ON outcome.id = task.outcome_id
GROUP BY entry.task_day, entry.api_key_id
ORDER BY entry.task_day, entry.api_key_id;
