-- one row: when and where the usage of a task was observed, where not in its winning observation
SELECT has_ended, ended_at, seen_at, source_id, line
FROM usage_stamp
WHERE id_high = :id_high AND id_low = :id_low;
