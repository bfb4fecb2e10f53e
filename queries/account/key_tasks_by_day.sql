-- one row: tasks of a day with one outcome that the history says are of one API key, each once
SELECT entry.task_day AS day, task.outcome_id, entry.api_key_id, count(*) AS tasks
FROM (
  SELECT task_day, id_high, id_low, min(api_key_id) AS api_key_id
  FROM history_entry
  WHERE comparison = 1 AND task_day >= 0 AND api_key_id IS NOT NULL
  GROUP BY task_day, id_high, id_low) AS entry
CROSS JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
GROUP BY entry.task_day, task.outcome_id, entry.api_key_id
ORDER BY entry.task_day, entry.api_key_id, task.outcome_id;
