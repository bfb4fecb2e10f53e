-- links a history entry to the task that it names
UPDATE history_entry SET id_high = :id_high, id_low = :id_low, day = :day, booked_at = :booked_at,
  usage_points = :usage_points, is_open = :is_open, comparison = 0, task_day = NULL
WHERE account = :account AND entry_id = :entry_id;
