-- one row: the first day from a moment on with a task that the history booked and no response tells
SELECT min(day) AS day
FROM history_entry
WHERE created_at >= :since AND id_high IS NOT NULL AND comparison <> 1
  AND usage IS NOT NULL AND usage_points IS NOT 0;
