-- one row: the number of a status, which is added from 100 on where it is new
INSERT INTO status (id, name, has_ended)
VALUES ((SELECT max(max(id), 99) + 1 FROM status), :name, 0)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;
