-- one row: spend that only the history shows, by the snapshot that first contains it
SELECT coalesce(
    (SELECT min(observed_at) FROM balance_snapshot WHERE observed_at >= entry.booked_at),
    9223372036854775807) AS closing_at,
  sum(entry.usage_points) AS points
FROM history_entry AS entry
WHERE entry.comparison = 2 AND entry.is_open = 0 AND entry.booked_at IS NOT NULL
GROUP BY 1;
