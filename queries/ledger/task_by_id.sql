-- one row: the task with an id; the order of the columns is that of TaskTable.Column
SELECT request_id, varying_values, account_id, created_at, ended_at, seen_at, status_id,
  is_own_account, output_count, error_code, usage_type_id, frozen_points, consume_points,
  has_details, charge_id, expected_points, verdict_id, source_id, line, day
FROM task
WHERE id_high = :id_high AND id_low = :id_low;
