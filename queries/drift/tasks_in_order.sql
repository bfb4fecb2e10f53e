-- one row: a task of a day that has one of some outcomes, given as a JSON array, by its creation
SELECT outcome_id, created_nanoseconds
FROM task
WHERE day = :day AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY created_nanoseconds, id_high, id_low;
