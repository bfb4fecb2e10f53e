-- one row: a history entry that was written before entries were linked to tasks
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at
FROM history_entry
WHERE comparison <= 0 AND comparison = -1
LIMIT coalesce(:limit, 10);
