-- one row: spend in whole points that only the history shows, after a moment until another
SELECT coalesce(sum(usage_points), 0) AS points
FROM history_entry
WHERE comparison = 2 AND is_open = 0 AND booked_at > :from AND booked_at <= :until;
