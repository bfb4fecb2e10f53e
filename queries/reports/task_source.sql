-- one row: the name of a source
SELECT name FROM source WHERE id = :id;
