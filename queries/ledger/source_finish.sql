-- notes that a source was read to its end
UPDATE source SET sha256 = :sha256, size_bytes = :size_bytes, modified_at = :modified_at,
  changed_at = :changed_at, inode = :inode
WHERE id = :id;
