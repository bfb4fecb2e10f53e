-- name: version5Rows
-- one row: none; brings the rows of version 5 to version 6: the history ends tasks, so that all of its
-- rows are linked and compared again
ALTER TABLE history_entry ADD COLUMN deleted_at INTEGER;

INSERT INTO verdict (id, name, is_covered, is_finding) VALUES (17, 'unlogged', 0, 0);

UPDATE history_entry SET comparison = -1;
