-- one row: the number of a frozen rate, which is added where it is new
INSERT INTO rate (name, formula) VALUES (:name, :formula)
ON CONFLICT (formula) DO UPDATE SET name = excluded.name
RETURNING id;
