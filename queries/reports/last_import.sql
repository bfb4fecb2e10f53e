-- one row: when the latest import ended, which is how far days without tasks are known to be free
SELECT max(imported_at) AS imported_at
FROM source
WHERE sha256 IS NOT NULL;
