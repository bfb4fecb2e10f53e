-- one row: a kind of request
SELECT model, task_type, fields, varying_fields FROM request WHERE id = :id;
