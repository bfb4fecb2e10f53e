-- what could not be read of a source goes
DELETE FROM quarantine WHERE source_id = :source_id;
