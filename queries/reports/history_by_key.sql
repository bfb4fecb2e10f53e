-- one row: the entries of an API key in a period with one usage, beside what the responses say
SELECT entry.api_key_id, entry.usage, entry.comparison = 2 AS is_alone,
  entry.usage <> '0' AND coalesce(unit.is_points, 0) = 0 AS is_other_unit, count(*) AS entries,
  count(CASE WHEN outcome.billed_points >= 0 THEN 1 END) AS billed_tasks,
  coalesce(sum(CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points END), 0)
    AS billed_points,
  coalesce(sum(CASE WHEN outcome.expected_points >= 0 THEN outcome.expected_points END), 0)
    AS expected_points
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
LEFT JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
LEFT JOIN outcome ON outcome.id = task.outcome_id
WHERE (:since IS NULL OR entry.day >= :since) AND (:until IS NULL OR entry.day <= :until)
GROUP BY entry.api_key_id, entry.usage, is_alone, is_other_unit
ORDER BY entry.api_key_id, entry.usage, is_alone, is_other_unit;
