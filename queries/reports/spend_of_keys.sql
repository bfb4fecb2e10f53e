-- one row: what an API key spent on a day by the history, in points once the unit is proved
SELECT api_key_id, day, sum(usage_points) AS points, count(*) AS entries
FROM history_entry
WHERE day IS NOT NULL AND is_open = 0
GROUP BY api_key_id, day
ORDER BY api_key_id, day;
