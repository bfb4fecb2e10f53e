-- one row: the latest night before a day
SELECT day, checked_points, billed_points, balance_points
FROM night
WHERE day < :day
ORDER BY day DESC
LIMIT 1;
