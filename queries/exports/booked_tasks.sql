-- one row: a task of a period whose booked amount is known, with its API key by the history
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, task.outcome_id,
  (SELECT min(entry.api_key_id) FROM history_entry AS entry
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low) AS api_key_id
FROM task
CROSS JOIN outcome ON outcome.id = task.outcome_id AND outcome.billed_points >= 0
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.day >= coalesce(:since, 0) AND task.day <= coalesce(:until, 9223372036854775807)
ORDER BY task.day, task.id_high, task.id_low;
