-- one row: a usage of entries that only the history shows, by API key and day, and by usage type where
-- that is no number of points
SELECT api_key_id, date(day * 86400, 'unixepoch') AS day, usage,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END AS other_unit_type,
  count(*) AS entries
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
WHERE comparison = 2 AND is_open = 0 AND coalesce(usage_points, 1) <> 0
  AND coalesce(created_at, 0)
    <= (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'history_due_before')
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4;
