-- one row: a failed or cancelled task, in the order in which the provider counts them
SELECT id_high, id_low
FROM task
WHERE status_id IN (5, 6) AND created_at >= :from AND created_at < :until
ORDER BY created_at, id_high, id_low;
