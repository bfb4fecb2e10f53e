-- one row: a task behind an id, in the order of ids
SELECT id_high, id_low
FROM task
WHERE (id_high, id_low) > (:id_high, :id_low)
ORDER BY id_high, id_low
LIMIT coalesce(:limit, 10);
