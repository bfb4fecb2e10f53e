-- one row: an outcome by what reports tell apart, one or all; -1 means unknown
SELECT id, charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points,
  error_code
FROM outcome
WHERE id >= coalesce(:id, 0) AND id <= coalesce(:id, 9223372036854775807);
