-- one row: records of a source that could not be read
SELECT id, key FROM quarantine WHERE source_id = :source_id ORDER BY id;
