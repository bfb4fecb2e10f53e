-- one row: whether the times between snapshots have been computed
SELECT EXISTS (SELECT 1 FROM wallet_window) AS is_booked;
