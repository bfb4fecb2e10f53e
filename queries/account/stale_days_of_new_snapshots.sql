-- marks the days whose booked points a new snapshot divides anew
INSERT OR IGNORE INTO stale_day (day)
SELECT spend.day
FROM balance_snapshot AS snapshot
JOIN wallet_spend AS spend ON spend.closing_at = coalesce(
  (SELECT min(closing_at) FROM wallet_window WHERE closing_at > snapshot.observed_at),
  9223372036854775807)
WHERE snapshot.observed_at NOT IN (SELECT closing_at FROM wallet_window);
