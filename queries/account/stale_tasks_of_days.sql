-- marks the tasks of the days that have changed
INSERT OR IGNORE INTO stale_task (id_high, id_low)
SELECT task.id_high, task.id_low
FROM task
JOIN stale_day ON stale_day.day = coalesce(task.day, -1);
