-- keeps the text of a task id that is not a canonical UUID
INSERT OR IGNORE INTO odd_task_id (id_high, id_low, task_id) VALUES (:id_high, :id_low, :task_id);
