-- one row: a history entry that is to be compared with the responses
SELECT account, entry_id, task_id, id_high, id_low, day
FROM history_entry
WHERE comparison <= 0 AND comparison = 0
ORDER BY day
LIMIT coalesce(:limit, 10);
