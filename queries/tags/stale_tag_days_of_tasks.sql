-- marks the days of tasks that are compared with the history, whose API keys may be new
INSERT OR IGNORE INTO stale_tag_day (day) SELECT DISTINCT day FROM stale_task;
