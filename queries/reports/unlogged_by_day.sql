-- one row: spend in whole points that only the history shows, by day
SELECT day, sum(usage_points) AS points
FROM history_entry
WHERE comparison = 2 AND is_open = 0 AND day BETWEEN :since AND :until
GROUP BY day
ORDER BY day;
