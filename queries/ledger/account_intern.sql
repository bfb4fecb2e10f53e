-- one row: the number of an account's name, which is added where it is new
INSERT INTO account (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;
