-- forgets what the tasks of changed days booked between snapshots
DELETE FROM wallet_spend WHERE day IN (SELECT day FROM stale_day);
