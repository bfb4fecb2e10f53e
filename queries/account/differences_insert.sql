-- one row: a task that was billed and is not in the history's span, or that the history books otherwise
INSERT INTO history_difference (id_high, id_low, day, kind, entries, booked_points)
SELECT task.id_high, task.id_low, task.day,
  CASE WHEN entry.entry_id IS NULL THEN 'only_in_responses' ELSE 'booked_differently' END AS kind,
  count(entry.entry_id) AS entries,
  CASE WHEN count(entry.usage_points) = count(entry.entry_id) THEN sum(entry.usage_points) END
    AS booked_points
FROM stale_task
CROSS JOIN task ON task.day = stale_task.day AND task.id_high = stale_task.id_high
  AND task.id_low = stale_task.id_low
JOIN outcome ON outcome.id = task.outcome_id
JOIN status ON status.id = outcome.status_id
LEFT JOIN history_entry AS entry
  ON entry.id_high = task.id_high AND entry.id_low = task.id_low
WHERE outcome.billed_points >= 0
GROUP BY stale_task.day, stale_task.id_high, stale_task.id_low
HAVING CASE WHEN count(entry.entry_id) = 0
  THEN outcome.billed_points > 0
    AND task.day * 86400000000000 + task.created_nanoseconds BETWEEN :first AND :last
  ELSE status.has_ended = 1 AND sum(entry.is_open) = 0
    AND count(entry.usage) = count(entry.entry_id)
    AND (count(entry.usage_points) < count(entry.entry_id)
      OR sum(entry.usage_points) <> outcome.billed_points)
  END;
