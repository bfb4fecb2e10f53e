-- one row: what a price depends on
SELECT id, model, task_type, fields, read_fields, output_count, valid_from, valid_until
FROM pricing_input
ORDER BY id;
