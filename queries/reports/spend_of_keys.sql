-- one row: entries of an API key on a day that agree in status and points; points need a proved unit
SELECT api_key_id, day, status, coalesce(usage_points, 0) AS points, count(*) AS entries
FROM history_entry
WHERE day IS NOT NULL AND is_open = 0
GROUP BY api_key_id, day, status, points
ORDER BY api_key_id, day, status, points;
