-- one row where the record is new to the quarantine
INSERT INTO quarantine (source_id, line, byte_offset, reason, text, key)
VALUES (:source_id, :line, :byte_offset, :reason, :text, :key)
ON CONFLICT (key) DO NOTHING
RETURNING id;
