-- one row: a history row of an account
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, task_day
FROM history_entry
WHERE account = :account AND entry_id = :entry_id;
