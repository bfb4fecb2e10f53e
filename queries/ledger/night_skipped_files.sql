-- one row: what stood in the inbox of a night and was not read
SELECT path, reason, size_bytes
FROM night_skipped_file
WHERE night = :night
ORDER BY path;
