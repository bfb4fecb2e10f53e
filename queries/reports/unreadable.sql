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
