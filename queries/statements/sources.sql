-- name: sourceInsert
-- one row: the number of a source whose import starts
INSERT INTO source (name, imported_at) VALUES (:name, :imported_at) RETURNING id;

-- name: sourceFinish
-- notes that a source was read to its end
UPDATE source SET sha256 = :sha256, size_bytes = :size_bytes, modified_at = :modified_at,
  changed_at = :changed_at, inode = :inode
WHERE id = :id;

-- name: sourceKnown
-- one row: a source that was imported with the same content
SELECT id FROM source WHERE name = :name AND sha256 = :sha256 LIMIT 1;

-- name: sourceUnfinished
-- one row: a source whose import was interrupted
SELECT id FROM source WHERE name = :name AND sha256 IS NULL ORDER BY id LIMIT 1;

-- name: sourcesFinished
-- one row: a source that was imported to its end
SELECT name, sha256, size_bytes, modified_at, changed_at, inode,
  coalesce(reading.is_waiting, 0) AS is_waiting
FROM source
LEFT JOIN reading ON reading.source_id = source.id
WHERE sha256 IS NOT NULL
ORDER BY id;

-- name: sourceNames
-- one row: the name of sources
SELECT DISTINCT name FROM source ORDER BY name;

-- name: taskSource
-- one row: the name of a source
SELECT name FROM source WHERE id = :id;

-- name: lastImport
-- one row: when the latest import began: its own day was not over then
SELECT max(imported_at) AS imported_at
FROM source
WHERE sha256 IS NOT NULL;

-- name: readingPut
-- one row: what the reading of a source came to
INSERT INTO reading (source_id, records, is_waiting, head_bytes, head_sha256, replaced_by)
VALUES (:source_id, :records, :is_waiting, :head_bytes, :head_sha256, NULL)
ON CONFLICT (source_id) DO UPDATE SET records = excluded.records,
  is_waiting = excluded.is_waiting, head_bytes = excluded.head_bytes,
  head_sha256 = excluded.head_sha256, replaced_by = NULL;

-- name: readingReplace
-- one row: a source that was read again as another one
INSERT INTO reading (source_id, records, is_waiting, replaced_by)
VALUES (:source_id, 0, 0, :replaced_by)
ON CONFLICT (source_id) DO UPDATE SET is_waiting = 0, replaced_by = excluded.replaced_by;

-- name: readingsOfName
-- one row: an earlier source of a name that no later one has replaced
SELECT source.id, source.sha256, reading.source_id IS NOT NULL AS is_counted, reading.head_bytes,
  reading.head_sha256
FROM source
LEFT JOIN reading ON reading.source_id = source.id
WHERE source.name = :name AND source.sha256 IS NOT NULL AND source.id <> :source_id
  AND reading.replaced_by IS NULL
ORDER BY source.id;

-- name: counts
-- one row: how much the ledger holds
SELECT
  (SELECT coalesce(sum(tasks), 0) FROM rollup)
    + (SELECT coalesce(sum(tasks), 0) FROM adjustment) AS tasks,
  (SELECT count(*) FROM history_entry) AS history_entries,
  (SELECT count(*) FROM balance_snapshot) AS balance_snapshots,
  (SELECT coalesce(sum(records - dismissed), 0) FROM quarantine) AS quarantined,
  (SELECT count(*) FROM source) AS sources;
