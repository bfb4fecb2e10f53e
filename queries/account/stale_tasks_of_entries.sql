-- marks the tasks that new or changed history entries name
INSERT OR IGNORE INTO stale_task (id_high, id_low)
SELECT id_high, id_low FROM history_entry WHERE comparison <= 0 AND id_high IS NOT NULL;
