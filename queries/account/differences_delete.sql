-- forgets what was known of the tasks that are compared anew
DELETE FROM history_difference
WHERE (id_high, id_low) IN (SELECT id_high, id_low FROM stale_task);
