-- notes of history entries that stood alone that the responses know their task by now
UPDATE history_entry SET comparison = 1
WHERE comparison = 2 AND (account, entry_id) IN (
  SELECT entry.account, entry.entry_id
  FROM stale_task
  CROSS JOIN history_entry AS entry
    ON entry.id_high = stale_task.id_high AND entry.id_low = stale_task.id_low
  JOIN task ON task.id_high = stale_task.id_high AND task.id_low = stale_task.id_low
  WHERE entry.comparison = 2);
