-- one row: money put in
SELECT id, day, at, points, kind, note FROM top_up ORDER BY day, coalesce(at, 0), id;
