-- forgets the days whose tags were counted
DELETE FROM stale_tag_day;
