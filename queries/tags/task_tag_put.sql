-- gives a task its tags, instead of those that it was given in the same way
INSERT OR REPLACE INTO given_tag (day, id_high, id_low, origin, tag_set_id)
VALUES (:day, :id_high, :id_low, :origin, :tag_set_id);
