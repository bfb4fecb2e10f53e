-- one row: the number of a SKU, which is added where it is new
INSERT INTO sku (model, task_type, fields, name)
VALUES (:model, :task_type, :fields, :name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;
