-- one row: a snapshot, with what was booked since the one before it; of one moment the latest counts
SELECT snapshot.balance_usd, snapshot.detail, snapshot.observed_at,
  (SELECT coalesce(sum(points), 0) FROM wallet_spend
   WHERE closing_at = snapshot.observed_at AND basis = :basis) AS points,
  (SELECT coalesce(sum(tasks), 0) FROM wallet_spend
   WHERE closing_at = snapshot.observed_at AND basis = :basis) AS tasks
FROM balance_snapshot AS snapshot
WHERE snapshot.id = (SELECT max(id) FROM balance_snapshot AS same
  WHERE same.observed_at = snapshot.observed_at)
ORDER BY snapshot.observed_at;
