-- one row: a task that has tags under a day on which it is not stored, of the stale days
SELECT strayed.day, strayed.id_high, strayed.id_low
FROM (
  SELECT DISTINCT day, id_high, id_low FROM given_tag
  WHERE day IN (SELECT -2 UNION ALL SELECT day FROM stale_tag_day)
  UNION
  SELECT DISTINCT day, id_high, id_low FROM told_source
  WHERE day IN (SELECT -2 UNION ALL SELECT day FROM stale_tag_day)) AS strayed
LEFT JOIN task ON task.day = strayed.day AND task.id_high = strayed.id_high
  AND task.id_low = strayed.id_low
WHERE task.day IS NULL
ORDER BY strayed.day, strayed.id_high, strayed.id_low;
