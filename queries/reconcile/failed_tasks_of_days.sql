-- one row: a task of a few days that was created in a span of time and has one of some outcomes,
-- given as a JSON array
SELECT day, id_high, id_low
FROM task
WHERE day >= :first AND day <= :last
  AND day * 86400000000000 + created_nanoseconds >= :from
  AND day * 86400000000000 + created_nanoseconds < :until
  AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY day * 86400000000000 + created_nanoseconds, id_high, id_low;
