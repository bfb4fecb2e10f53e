-- writes when the usage of a task was observed
INSERT OR REPLACE INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at)
VALUES (:id_high, :id_low, :has_ended, :ended_at, :seen_at);
