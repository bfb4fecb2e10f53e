-- forgets the tasks that have been compared
DELETE FROM stale_task;
