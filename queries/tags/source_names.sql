-- one row: the name of sources
SELECT DISTINCT name FROM source ORDER BY name;
