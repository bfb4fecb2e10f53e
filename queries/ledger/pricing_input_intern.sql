-- one row: the number of what a price depends on, which is added where it is new
INSERT INTO pricing_input (model, task_type, fields, read_fields, output_count, valid_from,
  valid_until)
VALUES (:model, :task_type, :fields, :read_fields, :output_count, :valid_from, :valid_until)
ON CONFLICT (model, task_type, fields, read_fields, output_count, valid_from, valid_until)
  DO UPDATE SET model = excluded.model
RETURNING id;
