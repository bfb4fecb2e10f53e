-- one row: an account of which there are balance snapshots
SELECT DISTINCT account FROM balance_snapshot ORDER BY account;
