-- one row: a usage type
SELECT id, name FROM usage_type;
