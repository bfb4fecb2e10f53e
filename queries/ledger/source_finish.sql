-- notes that a source was read to its end
UPDATE source SET sha256 = :sha256, size_bytes = :size_bytes WHERE id = :id;
