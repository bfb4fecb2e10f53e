-- one row: a request of tasks of some days that changed after their month was closed
SELECT DISTINCT request_id
FROM changed_line
WHERE day >= :first AND day <= :last AND found_day IS NOT NULL AND request_id IS NOT NULL
ORDER BY request_id;
