-- one row: a source that was imported with the same content
SELECT id FROM source WHERE name = :name AND sha256 = :sha256 LIMIT 1;
