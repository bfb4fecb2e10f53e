-- adds tasks to one row of the rollup, or takes them away
INSERT INTO rollup (
  day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, tasks, waits, wait_seconds)
VALUES (
  :day, :charge_id, :status_id, :verdict_id, :is_settled, :billed_points, :expected_points,
  :frozen_points, :tasks, :waits, :wait_seconds)
ON CONFLICT (day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points) DO UPDATE SET
  tasks = tasks + excluded.tasks, waits = waits + excluded.waits,
  wait_seconds = wait_seconds + excluded.wait_seconds;
