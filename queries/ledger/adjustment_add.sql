-- adds tasks to one row of the adjustments, or takes them away
INSERT INTO adjustment (
  found_day, day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points,
  frozen_points, tasks, waits, wait_seconds)
VALUES (
  :found_day, :day, :charge_id, :status_id, :verdict_id, :is_settled, :billed_points,
  :expected_points, :frozen_points, :tasks, :waits, :wait_seconds)
ON CONFLICT (found_day, day, charge_id, status_id, verdict_id, is_settled, billed_points,
  expected_points, frozen_points) DO UPDATE SET
  tasks = tasks + excluded.tasks, waits = waits + excluded.waits,
  wait_seconds = wait_seconds + excluded.wait_seconds;
