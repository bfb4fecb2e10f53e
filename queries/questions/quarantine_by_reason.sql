-- name: quarantineByReason
-- one row: a reason for which records could not be read, with the source imported last, all days
SELECT reason, records, source.name AS latest_source
FROM (
  SELECT reason, sum(records - dismissed) AS records, max(source_id) AS source_id
  FROM quarantine
  WHERE records > dismissed
  GROUP BY reason) AS rejection
JOIN source ON source.id = rejection.source_id
ORDER BY records DESC, reason;
