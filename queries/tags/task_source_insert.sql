-- notes that a task came from a source
INSERT OR IGNORE INTO told_source (day, id_high, id_low, tag_source_id)
VALUES (:day, :id_high, :id_low, :tag_source_id);
