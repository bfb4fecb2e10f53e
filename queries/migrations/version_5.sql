-- name: version5Wallet
-- one row: the time between two snapshots, with what version 5 did not tell apart
ALTER TABLE wallet_window ADD COLUMN timing_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wallet_window ADD COLUMN rounding_points INTEGER NOT NULL DEFAULT 0;
