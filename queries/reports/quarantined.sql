-- one row: a record that could not be read
SELECT source.name AS source, quarantine.line, quarantine.byte_offset, quarantine.reason,
  quarantine.text
FROM quarantine
JOIN source ON source.id = quarantine.source_id
ORDER BY source.name, quarantine.byte_offset, quarantine.id;
