-- writes one task whole
INSERT OR REPLACE INTO task (
  id_high, id_low, request_id, varying_values, account_id, day, created_at, ended_at, seen_at,
  status_id, is_own_account, output_count, error_code, usage_type_id, frozen_points,
  consume_points, is_billed, is_settled, has_details, charge_id, expected_points, verdict_id,
  is_watched, source_id, line)
VALUES (
  :id_high, :id_low, :request_id, :varying_values, :account_id, :day, :created_at, :ended_at,
  :seen_at, :status_id, :is_own_account, :output_count, :error_code, :usage_type_id,
  :frozen_points, :consume_points, :is_billed, :is_settled, :has_details, :charge_id,
  :expected_points, :verdict_id, :is_watched, :source_id, :line);
