-- one row: a finding that stood at a night
SELECT kind, sku, detail, day, tasks, points
FROM night_finding
WHERE night = :night
ORDER BY kind, sku, detail, day;
