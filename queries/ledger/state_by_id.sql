-- one row: a state
SELECT account_id, status_id, is_own_account, output_count, error_code, usage_type_id,
  frozen_points, consume_points
FROM state
WHERE id = :id;
