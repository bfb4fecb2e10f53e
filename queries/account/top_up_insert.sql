-- one row: the number of a top-up that is added
INSERT INTO top_up (day, at, points, kind, note, added_at)
VALUES (:day, :at, :points, :kind, :note, :added_at)
RETURNING id;
