-- marks a task that is to be compared with the history
INSERT OR IGNORE INTO stale_task (id_high, id_low) VALUES (:id_high, :id_low);
