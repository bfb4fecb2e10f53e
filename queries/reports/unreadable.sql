-- one row: how many records could not be read, of how many, unless an earlier version did not count
SELECT
  (SELECT coalesce(sum(records - dismissed), 0) FROM quarantine) AS unreadable,
  (SELECT coalesce(sum(records), 0) FROM reading WHERE replaced_by IS NULL) AS records,
  (SELECT count(*) FROM source
    WHERE sha256 IS NOT NULL AND id NOT IN (SELECT source_id FROM reading)
      AND sha256 NOT IN (
        SELECT counted.sha256 FROM source AS counted
        JOIN reading ON reading.source_id = counted.id
        WHERE counted.sha256 IS NOT NULL)) AS uncounted_sources;
