-- one row: a usage of entries that only the history shows, by API key and day
SELECT api_key_id, date(day * 86400, 'unixepoch') AS day, usage, count(*) AS entries
FROM history_entry
WHERE comparison = 2 AND is_open = 0 AND coalesce(usage_points, 1) <> 0
  AND coalesce(created_at, 0)
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
