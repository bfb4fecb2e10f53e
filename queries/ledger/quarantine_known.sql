-- one row where the record is in the quarantine already
SELECT id FROM quarantine WHERE key = :key;
