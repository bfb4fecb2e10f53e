-- one row: records that could not be read, under their number where they had one before
INSERT INTO quarantine (id, source_id, line, byte_offset, reason, error_offset, skeleton, sha256,
  key, records, dismissed)
VALUES (:id, :source_id, :line, :byte_offset, :reason, :error_offset, :skeleton, :sha256, :key,
  :records, :dismissed);
