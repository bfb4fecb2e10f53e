-- marks a task that is to be compared with the history
INSERT OR IGNORE INTO stale_task (day, id_high, id_low) VALUES (:day, :id_high, :id_low);
