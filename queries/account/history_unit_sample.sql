-- one row: a usage of the history beside the points that the response booked, and how often both occur
SELECT usage, consume_points, count(*) AS tasks
FROM (
  SELECT entry.usage, outcome.billed_points AS consume_points
  FROM history_entry AS entry
  JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
    AND task.id_low = entry.id_low
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  WHERE entry.is_open = 0 AND entry.usage IS NOT NULL AND entry.usage <> '0'
    AND status.has_ended = 1 AND outcome.billed_points > 0
    AND entry.usage_type IN (SELECT usage_type FROM usage_unit WHERE is_points = 1)
  ORDER BY entry.created_at DESC, entry.account, entry.entry_id
  LIMIT coalesce(:limit, 1000))
GROUP BY usage, consume_points
ORDER BY usage, consume_points;
