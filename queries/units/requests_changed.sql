-- one row: a request that tasks of some days had before or have after such a change
SELECT request_id
FROM superseded_task
WHERE day >= :first AND day <= :last AND request_id IS NOT NULL
UNION
SELECT task.request_id
FROM superseded_task AS old
CROSS JOIN task
WHERE task.day = old.day AND task.id_high = old.id_high AND task.id_low = old.id_low
  AND old.day >= :first AND old.day <= :last
ORDER BY request_id;
