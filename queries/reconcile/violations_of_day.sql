-- one row: a failed task with an error code, in the order in which the provider counts them
SELECT id_high, id_low, account_id, request_id
FROM task
WHERE error_code IS NOT NULL AND error_code = :error_code
  AND created_at >= :from AND created_at < :until
ORDER BY created_at, id_high, id_low;
