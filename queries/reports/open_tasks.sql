-- one row: a task that has not ended, with points set aside for it
SELECT task.id_high, task.id_low, odd.task_id AS odd_task_id, account.name AS account,
  request.model, request.task_type, status.name AS status, task.created_at, task.frozen_points,
  task.verdict_id
FROM task
JOIN request ON request.id = task.request_id
JOIN status ON status.id = task.status_id
LEFT JOIN account ON account.id = task.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.is_watched = 1 AND task.verdict_id IN (11, 12) AND task.frozen_points > 0
ORDER BY task.created_at, task.id_high, task.id_low;
