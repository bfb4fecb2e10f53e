-- one row: a source whose import was cut off
SELECT id FROM source WHERE name = :name AND sha256 IS NULL ORDER BY id LIMIT 1;
