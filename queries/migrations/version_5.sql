-- name: version5Wallet
-- one row: the time between two snapshots, with what version 5 did not tell apart, and a finding that
-- stood at a night, with what was left if it is an alarm about that
ALTER TABLE wallet_window ADD COLUMN timing_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wallet_window ADD COLUMN rounding_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE wallet_window ADD COLUMN charged_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE night_finding ADD COLUMN level INTEGER;
