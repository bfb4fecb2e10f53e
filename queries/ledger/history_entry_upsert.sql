-- writes a history row whole
INSERT OR REPLACE INTO history_entry (
  account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type, usage,
  created_at, updated_at, source_id, line, id_high, id_low, day, booked_at, usage_points, is_open,
  comparison)
VALUES (
  :account, :entry_id, :task_id, :api_key_id, :model, :action, :status, :service_mode,
  :usage_type, :usage, :created_at, :updated_at, :source_id, :line, :id_high, :id_low, :day,
  :booked_at, :usage_points, :is_open, 0);
