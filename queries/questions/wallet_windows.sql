-- name: walletWindows
-- one row: the time between two balance snapshots, with what explains the change
SELECT opening_at, closing_at, opening_points, top_up_points, charged_points, billed_points, unlogged_points,
  expired_points, timing_points, rounding_points, unexplained_points, closing_points, detail
FROM v_wallet
WHERE (:since IS NULL OR substr(closing_at, 1, 10) >= :since)
  AND (:until IS NULL OR substr(closing_at, 1, 10) <= :until)
ORDER BY closing_at;
