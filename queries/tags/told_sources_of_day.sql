-- notes the tasks of a day that come from sources which a rule asks for
INSERT OR IGNORE INTO told_source (day, id_high, id_low, tag_source_id)
SELECT task.day, task.id_high, task.id_low, tag_source.id
FROM task
JOIN source ON source.id = task.source_id
JOIN tag_source ON tag_source.name = source.name
WHERE task.day = :day;
