-- one row: what the reading of a source came to
INSERT INTO reading (source_id, records, is_waiting, head_bytes, head_sha256, replaced_by)
VALUES (:source_id, :records, :is_waiting, :head_bytes, :head_sha256, NULL)
ON CONFLICT (source_id) DO UPDATE SET records = excluded.records,
  is_waiting = excluded.is_waiting, head_bytes = excluded.head_bytes,
  head_sha256 = excluded.head_sha256, replaced_by = NULL;
