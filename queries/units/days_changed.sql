-- one row: a day of tasks that changed after their month was closed, found on a day of a period
SELECT DISTINCT day
FROM changed_line
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY day;
