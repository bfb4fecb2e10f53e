-- name: tagSetIntern
-- one row: the number of tags that go together, which are added if new
INSERT INTO tag_set (tags) VALUES (:tags)
ON CONFLICT (tags) DO UPDATE SET tags = excluded.tags
RETURNING id;

-- name: tagSetsAll
-- one row: tags that go together
SELECT id, tags FROM tag_set ORDER BY id;

-- name: taskTagPut
-- gives a task its tags, instead of those that it was given in the same way
INSERT OR REPLACE INTO given_tag (day, id_high, id_low, origin, tag_set_id)
VALUES (:day, :id_high, :id_low, :origin, :tag_set_id);

-- name: taskTagOf
-- one row: the tags that were given to a task in one way
SELECT tag_set_id FROM given_tag
WHERE day = :day AND id_high = :id_high AND id_low = :id_low AND origin = :origin;

-- name: taskTagDelete
-- takes the tags of a task away that it was given in one way
DELETE FROM given_tag
WHERE day = :day AND id_high = :id_high AND id_low = :id_low AND origin = :origin;

-- name: taskTagsMove
-- brings the tags of a task to the day under which it is stored
UPDATE OR REPLACE given_tag SET day = :other_day
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;

-- name: givenTagsOfDay
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

-- name: tagSourceIntern
-- one row: the number of a source that a rule asks for
INSERT INTO tag_source (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;

-- name: tagSourcesAll
-- one row: a source that a rule asked for
SELECT id, name FROM tag_source ORDER BY id;

-- name: taskSourceInsert
-- notes that a task came from a source
INSERT OR IGNORE INTO told_source (day, id_high, id_low, tag_source_id)
VALUES (:day, :id_high, :id_low, :tag_source_id);

-- name: taskSourcesMove
-- brings the sources of a task to the day under which it is stored
UPDATE OR REPLACE told_source SET day = :other_day
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;

-- name: toldSourcesOfDay
-- notes the tasks of a day that come from sources which a rule asks for
INSERT OR IGNORE INTO told_source (day, id_high, id_low, tag_source_id)
SELECT task.day, task.id_high, task.id_low, tag_source.id
FROM task
JOIN source ON source.id = task.source_id
JOIN tag_source ON tag_source.name = source.name
WHERE task.day = :day;

-- name: strayedTags
-- one row: a task that has tags under a day on which it is not stored, of the stale days
SELECT strayed.day, strayed.id_high, strayed.id_low
FROM (
  SELECT DISTINCT day, id_high, id_low FROM given_tag
  WHERE day IN (SELECT -2 UNION ALL SELECT day FROM stale_tag_day)
  UNION
  SELECT DISTINCT day, id_high, id_low FROM told_source
  WHERE day IN (SELECT -2 UNION ALL SELECT day FROM stale_tag_day)) AS strayed
LEFT JOIN task ON task.day = strayed.day AND task.id_high = strayed.id_high
  AND task.id_low = strayed.id_low
WHERE task.day IS NULL
ORDER BY strayed.day, strayed.id_high, strayed.id_low;

-- name: tagsInUse
-- one row: whether tags were given to tasks, and whether any task is counted as tagged
SELECT EXISTS (SELECT 1 FROM given_tag) AS are_given,
  EXISTS (SELECT 1 FROM told_source) AS has_sources,
  EXISTS (SELECT 1 FROM tag_rollup) OR EXISTS (SELECT 1 FROM tag_adjustment) AS are_counted;
