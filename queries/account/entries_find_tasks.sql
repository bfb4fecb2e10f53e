-- notes of history entries that stood alone, or whose task has another day now, where their task is
WITH found AS MATERIALIZED (
  SELECT entry.account, entry.entry_id, stale_task.day
  FROM stale_task
  CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
    AND task.id_low = stale_task.id_low
  CROSS JOIN history_entry AS entry
    ON entry.id_high = stale_task.id_high AND entry.id_low = stale_task.id_low
  WHERE entry.task_day IS NOT stale_task.day)
UPDATE history_entry SET comparison = 1, task_day = found.day
FROM found
WHERE history_entry.account = found.account AND history_entry.entry_id = found.entry_id;
