-- one row: a day that has tasks, found by one step in the key for each
WITH RECURSIVE days (day) AS (
  SELECT min(day) FROM task
  UNION ALL
  SELECT (SELECT min(day) FROM task WHERE day > days.day) FROM days WHERE days.day IS NOT NULL)
SELECT day FROM days WHERE day IS NOT NULL ORDER BY day;
