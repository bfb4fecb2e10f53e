-- one row: when the latest import began: its own day was not over then
SELECT max(imported_at) AS imported_at
FROM source
WHERE sha256 IS NOT NULL;
