-- one row: a day of tasks of a closed month that changed one by one, found on a day of a period;
-- another card changes nothing that chains of retries are made of
SELECT DISTINCT day
FROM superseded_task
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY day;
