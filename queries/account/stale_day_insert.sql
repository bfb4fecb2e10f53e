-- marks an accounting day whose tasks have changed
INSERT OR IGNORE INTO stale_day (day) VALUES (:day);
