-- one row: a day whose tags are to be counted
SELECT day FROM stale_tag_day ORDER BY day;
