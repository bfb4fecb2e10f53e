-- one row: an amount that an ended observation of a task booked
SELECT consume_points, frozen_points, usage_type, ended_at, seen_at, source_id, line
FROM booking
WHERE id_high = :id_high AND id_low = :id_low
ORDER BY consume_points;
