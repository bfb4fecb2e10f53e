-- one row: the number of a usage type, which is added where it is new
INSERT INTO usage_type (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;
