-- writes when and where the usage of a task was observed
INSERT OR REPLACE INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at, source_id, line)
VALUES (:id_high, :id_low, :has_ended, :ended_at, :seen_at, :source_id, :line);
