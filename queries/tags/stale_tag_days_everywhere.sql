-- marks all days that have tasks
INSERT OR IGNORE INTO stale_tag_day (day)
SELECT day FROM rollup UNION SELECT day FROM adjustment;
