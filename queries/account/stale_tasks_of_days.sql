-- marks the tasks of the days that have changed
INSERT OR IGNORE INTO stale_task (day, id_high, id_low)
SELECT task.day, task.id_high, task.id_low
FROM stale_day
CROSS JOIN task ON task.day = stale_day.day;
