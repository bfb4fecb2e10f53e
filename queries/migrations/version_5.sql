-- name: version5Rows
-- one row: none; brings the rows of version 5 to version 6: the history ends tasks, so that all of its
-- rows are linked and compared again
ALTER TABLE history_entry ADD COLUMN deleted_at INTEGER;

INSERT INTO verdict (id, name, is_covered, is_finding) VALUES (17, 'unlogged', 0, 0);

UPDATE history_entry SET comparison = -1;

-- name: version5Wallet
-- one row: the time between two snapshots, with what version 5 did not tell apart, and a finding that
-- stood at a night, with what was left if it is an alarm about that
ALTER TABLE wallet_window ADD COLUMN timing_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wallet_window ADD COLUMN rounding_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wallet_window ADD COLUMN charged_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE night_finding ADD COLUMN level INTEGER;
