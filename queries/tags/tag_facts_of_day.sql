-- one row: the tasks of a day that agree in all that tags follow from; or one task of it
SELECT task.outcome_id,
  CASE WHEN :reads_sources THEN (
    SELECT group_concat(tag_source_id) FROM (
      SELECT tag_source_id FROM told_source
      WHERE told_source.day = task.day AND told_source.id_high = task.id_high
        AND told_source.id_low = task.id_low
      ORDER BY tag_source_id)) END AS tag_sources,
  CASE WHEN :reads_hosts THEN task.request_id END AS request_id,
  CASE WHEN :reads_keys THEN (
    SELECT min(api_key_id) FROM history_entry AS entry
    WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low) END AS api_key_id,
  own.tag_set_id AS own_id,
  imported.tag_set_id AS imported_id,
  count(*) AS tasks
FROM task
LEFT JOIN given_tag AS own ON own.day = task.day AND own.id_high = task.id_high
  AND own.id_low = task.id_low AND own.origin = 0
LEFT JOIN given_tag AS imported ON imported.day = task.day AND imported.id_high = task.id_high
  AND imported.id_low = task.id_low AND imported.origin = 1
WHERE task.day = :day
  AND task.id_high BETWEEN coalesce(:id_high, -9223372036854775808)
    AND coalesce(:id_high, 9223372036854775807)
  AND task.id_low BETWEEN coalesce(:id_low, -9223372036854775808)
    AND coalesce(:id_low, 9223372036854775807)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5, 6;
