-- writes one booked amount of a task, keeping the source of its first sighting
INSERT INTO booking (
  id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id, line)
VALUES (
  :id_high, :id_low, :consume_points, :frozen_points, :usage_type, :ended_at, :seen_at,
  :source_id, :line)
ON CONFLICT (id_high, id_low, consume_points) DO UPDATE SET
  frozen_points = excluded.frozen_points, usage_type = excluded.usage_type,
  ended_at = excluded.ended_at, seen_at = excluded.seen_at;
