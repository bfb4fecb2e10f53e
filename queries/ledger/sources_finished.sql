-- one row: a source that was imported to its end
SELECT name, sha256, size_bytes, modified_at, changed_at, inode
FROM source
WHERE sha256 IS NOT NULL
ORDER BY id;
