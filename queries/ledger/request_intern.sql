-- one row: the number of a kind of request, which is added where it is new
INSERT INTO request (model, task_type, fields, varying_fields)
VALUES (:model, :task_type, :fields, :varying_fields)
ON CONFLICT (model, task_type, fields, varying_fields) DO UPDATE SET model = excluded.model
RETURNING id;
