-- one row: the number of a state, which is added where it is new
INSERT INTO state (account_id, status_id, is_own_account, output_count, error_code, usage_type_id,
  frozen_points, consume_points)
VALUES (:account_id, :status_id, :is_own_account, :output_count, :error_code, :usage_type_id,
  :frozen_points, :consume_points)
ON CONFLICT (status_id, coalesce(consume_points, -1), coalesce(frozen_points, -1),
  coalesce(output_count, -1), coalesce(error_code, 0), is_own_account,
  coalesce(usage_type_id, -1), coalesce(account_id, -1))
  DO UPDATE SET status_id = excluded.status_id
RETURNING id;
