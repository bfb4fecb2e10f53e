-- one row: a task that has not ended, with points set aside for it
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, account.name AS account,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM task
JOIN outcome ON outcome.id = task.outcome_id
JOIN state ON state.id = task.state_id
LEFT JOIN account ON account.id = state.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.watch > 0 AND outcome.verdict_id IN (11, 12) AND outcome.frozen_points > 0
ORDER BY task.day * 86400000000000 + task.created_nanoseconds, task.id_high, task.id_low;
