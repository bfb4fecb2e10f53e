-- one row: an earlier source of a name that no later one has replaced
SELECT source.id, source.sha256, reading.source_id IS NOT NULL AS is_counted, reading.head_bytes,
  reading.head_sha256
FROM source
LEFT JOIN reading ON reading.source_id = source.id
WHERE source.name = :name AND source.sha256 IS NOT NULL AND source.id <> :source_id
  AND reading.replaced_by IS NULL
ORDER BY source.id;
