-- one row: an outcome that belongs to no pricing input
SELECT id FROM outcome WHERE pricing_input_id IS NULL ORDER BY id;
