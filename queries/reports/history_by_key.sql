-- one row: the entries of an API key in a period with one usage, beside what the responses say
SELECT entry.api_key_id, entry.usage, entry.comparison = 2 AS is_alone,
  entry.usage <> '0' AND coalesce(unit.is_points, 0) = 0 AS is_other_unit, count(*) AS entries,
  count(outcome.billed_points) AS billed_tasks,
  coalesce(sum(outcome.billed_points), 0) AS billed_points,
  coalesce(sum(outcome.expected_points), 0) AS expected_points
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
LEFT JOIN task ON task.day = entry.task_day AND task.id_high = entry.id_high
  AND task.id_low = entry.id_low
LEFT JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
WHERE (:since IS NULL OR entry.day >= :since) AND (:until IS NULL OR entry.day <= :until)
GROUP BY entry.api_key_id, entry.usage, is_alone, is_other_unit
ORDER BY entry.api_key_id, entry.usage, is_alone, is_other_unit;
