-- v_wallet: one row is the time between two balance snapshots, such that
-- opening + top_up - billed - unlogged - expired + unexplained = closing
CREATE VIEW v_wallet AS
SELECT
  strftime('%Y-%m-%dT%H:%M:%SZ', opening_at / 1000000000, 'unixepoch') AS opening_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', closing_at / 1000000000, 'unixepoch') AS closing_at,
  opening_points,
  top_up_points,
  billed_points,
  unlogged_points,
  expired_points,
  closing_points,
  CASE WHEN closing_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    abs(closing_points) / 10000000, abs(closing_points) % 10000000) AS closing_usd,
  unexplained_points,
  CASE WHEN unexplained_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    abs(unexplained_points) / 10000000, abs(unexplained_points) % 10000000) AS unexplained_usd,
  tasks,
  detail
FROM wallet_window
WHERE opening_at IS NOT NULL;
