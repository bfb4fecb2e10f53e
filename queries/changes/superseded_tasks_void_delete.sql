-- removes the latest changes of tasks that gave them another outcome with the same figures
DELETE FROM superseded_task
WHERE (day, id_high, id_low, number) IN (
  SELECT old.day, old.id_high, old.id_low, old.number
  FROM superseded_task AS old
  CROSS JOIN task ON task.day = old.day AND task.id_high = old.id_high
    AND task.id_low = old.id_low
  JOIN outcome AS before ON before.id = old.outcome_id
  JOIN outcome AS after ON after.id = task.outcome_id
  WHERE task.request_id = old.request_id AND task.varying_values = old.varying_values
    AND task.state_id = old.state_id AND task.created_nanoseconds IS old.created_nanoseconds
    AND task.ended_nanoseconds IS old.ended_nanoseconds
    AND after.charge_id = before.charge_id AND after.status_id = before.status_id
    AND after.verdict_id = before.verdict_id AND after.billed_points = before.billed_points
    AND after.expected_points = before.expected_points
    AND after.frozen_points = before.frozen_points AND after.error_code = before.error_code
    AND NOT EXISTS (SELECT 1 FROM superseded_task AS later
      WHERE later.day = old.day AND later.id_high = old.id_high AND later.id_low = old.id_low
        AND later.number > old.number)
    AND NOT EXISTS (SELECT 1 FROM superseded_outcome AS other
      WHERE other.day = old.day AND other.outcome_id IN (old.outcome_id, task.outcome_id)));
