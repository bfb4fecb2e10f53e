-- one row: a task that was billed and is not in the history's span, or that the history books otherwise
INSERT INTO history_difference (id_high, id_low, kind, entries, booked_points)
SELECT task.id_high, task.id_low,
  CASE WHEN entry.entry_id IS NULL THEN 'only_in_responses' ELSE 'booked_differently' END AS kind,
  count(entry.entry_id) AS entries,
  CASE WHEN count(entry.usage_points) = count(entry.entry_id) THEN sum(entry.usage_points) END
    AS booked_points
FROM stale_task
CROSS JOIN task ON task.id_high = stale_task.id_high AND task.id_low = stale_task.id_low
LEFT JOIN history_entry AS entry
  ON entry.id_high = task.id_high AND entry.id_low = task.id_low
WHERE task.is_billed = 1
GROUP BY stale_task.id_high, stale_task.id_low
HAVING CASE WHEN count(entry.entry_id) = 0
  THEN task.consume_points > 0 AND task.created_at BETWEEN :first AND :last
  ELSE task.is_settled = 1 AND sum(entry.is_open) = 0
    AND count(entry.usage) = count(entry.entry_id)
    AND (count(entry.usage_points) < count(entry.entry_id)
      OR sum(entry.usage_points) <> task.consume_points)
  END;
