-- one row: a source that was read again as another one
INSERT INTO reading (source_id, records, is_waiting, replaced_by)
VALUES (:source_id, 0, 0, :replaced_by)
ON CONFLICT (source_id) DO UPDATE SET is_waiting = 0, replaced_by = excluded.replaced_by;
