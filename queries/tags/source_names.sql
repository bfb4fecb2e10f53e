-- one row: a source by its number
SELECT id, name FROM source;
