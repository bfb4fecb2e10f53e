-- one row: a source that was imported to its end
SELECT name, sha256, size_bytes, modified_at, changed_at, inode,
  coalesce(reading.is_waiting, 0) AS is_waiting
FROM source
LEFT JOIN reading ON reading.source_id = source.id
WHERE sha256 IS NOT NULL
ORDER BY id;
