-- forgets the times between snapshots, which are computed whole
DELETE FROM wallet_window;
