-- one row: records that could not be read
SELECT quarantine.id, source.name AS source, quarantine.line, quarantine.byte_offset,
  quarantine.reason, quarantine.error_offset, quarantine.skeleton, quarantine.sha256,
  quarantine.key, quarantine.records, quarantine.dismissed
FROM quarantine
JOIN source ON source.id = quarantine.source_id
ORDER BY source.name, source.id, quarantine.byte_offset, quarantine.id;
