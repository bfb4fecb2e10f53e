-- one row: when the usage of a task was observed, where that was not its winning observation
SELECT has_ended, ended_at, seen_at
FROM usage_stamp
WHERE id_high = :id_high AND id_low = :id_low;
