-- one row: the number of a source that a rule asks for
INSERT INTO tag_source (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;
