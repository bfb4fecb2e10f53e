-- forgets the days that have been compared
DELETE FROM stale_day;
