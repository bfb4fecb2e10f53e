-- notes of new history entries whether the responses know their task
UPDATE history_entry SET comparison = CASE WHEN EXISTS (
  SELECT 1 FROM task
  WHERE task.id_high = history_entry.id_high AND task.id_low = history_entry.id_low)
  THEN 1 ELSE 2 END
WHERE comparison <= 0;
