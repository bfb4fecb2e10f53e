-- name: quarantineInsert
-- one row: records that could not be read, under their number where they had one before
INSERT INTO quarantine (id, source_id, line, byte_offset, reason, error_offset, skeleton, sha256,
  key, records, dismissed)
VALUES (:id, :source_id, :line, :byte_offset, :reason, :error_offset, :skeleton, :sha256, :key,
  :records, :dismissed);

-- name: quarantineDelete
-- what could not be read of a source goes
DELETE FROM quarantine WHERE source_id = :source_id;

-- name: quarantineOfSource
-- one row: records of a source that could not be read
SELECT id, key FROM quarantine WHERE source_id = :source_id ORDER BY id;

-- name: quarantineKeys
-- one row: records that are in the quarantine, or were dismissed
SELECT key, records, dismissed FROM quarantine
UNION ALL
SELECT key, records, records FROM dismissal;

-- name: quarantineDismiss
-- one row: records that are dismissed, wherever they were met
UPDATE quarantine SET dismissed = records WHERE key = :key RETURNING id;

-- name: dismissalPut
-- records stay dismissed
INSERT INTO dismissal (key, records) VALUES (:key, :records) ON CONFLICT (key) DO NOTHING;

-- name: quarantined
-- one row: records that could not be read
SELECT quarantine.id, source.name AS source, quarantine.line, quarantine.byte_offset,
  quarantine.reason, quarantine.error_offset, quarantine.skeleton, quarantine.sha256,
  quarantine.key, quarantine.records, quarantine.dismissed
FROM quarantine
JOIN source ON source.id = quarantine.source_id
ORDER BY source.name, source.id, quarantine.byte_offset, quarantine.id;

-- name: unreadable
-- one row: how many records could not be read, of how many, unless an earlier version did not count;
-- with a moment only what was imported until then counts
SELECT
  (SELECT coalesce(sum(quarantine.records - quarantine.dismissed), 0)
    FROM quarantine JOIN source ON source.id = quarantine.source_id
    WHERE source.imported_at <= coalesce(:as_of, 9223372036854775807)) AS unreadable,
  (SELECT coalesce(sum(reading.records), 0)
    FROM reading
    JOIN source ON source.id = reading.source_id
    LEFT JOIN source AS later ON later.id = reading.replaced_by
    WHERE source.imported_at <= coalesce(:as_of, 9223372036854775807)
      AND (later.id IS NULL OR later.imported_at > coalesce(:as_of, 9223372036854775807)))
    AS records,
  (SELECT count(*) FROM source
    WHERE sha256 IS NOT NULL AND id NOT IN (SELECT source_id FROM reading)
      AND sha256 NOT IN (
        SELECT counted.sha256 FROM source AS counted
        JOIN reading ON reading.source_id = counted.id
        WHERE counted.sha256 IS NOT NULL)) AS uncounted_sources;
