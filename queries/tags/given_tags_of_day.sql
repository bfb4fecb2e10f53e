-- one row: the tasks of a day with one outcome that were given the same tags
SELECT task.outcome_id, own.tag_set_id AS own_id, imported.tag_set_id AS imported_id,
  count(*) AS tasks
FROM (
  SELECT day, id_high, id_low FROM given_tag WHERE day = :day
  GROUP BY day, id_high, id_low) AS tagged
CROSS JOIN task ON task.day = tagged.day AND task.id_high = tagged.id_high
  AND task.id_low = tagged.id_low
LEFT JOIN given_tag AS own ON own.day = tagged.day AND own.id_high = tagged.id_high
  AND own.id_low = tagged.id_low AND own.origin = 0
LEFT JOIN given_tag AS imported ON imported.day = tagged.day
  AND imported.id_high = tagged.id_high AND imported.id_low = tagged.id_low
  AND imported.origin = 1
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;
