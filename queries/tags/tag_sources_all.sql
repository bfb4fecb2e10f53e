-- one row: a source that a rule asked for
SELECT id, name FROM tag_source ORDER BY id;
