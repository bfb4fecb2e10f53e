-- one row: the number of a source whose import begins
INSERT INTO source (name, imported_at) VALUES (:name, :imported_at) RETURNING id;
