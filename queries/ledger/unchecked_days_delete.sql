-- forgets the days that were compared with the tasks
DELETE FROM unchecked_day;
