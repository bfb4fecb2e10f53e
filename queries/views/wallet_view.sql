-- name: walletView
-- v_wallet: one row is the time between two balance snapshots of an account, such that
-- opening + top_up - charged - billed - unlogged - expired + timing + rounding + unexplained = closing
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_wallet AS
SELECT
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + opening_day)
    || printf('T%02d:%02d:%02dZ',
      CAST((opening_second - opening_second % 3600) / 3600 AS BIGINT),
      CAST((opening_second % 3600 - opening_second % 60) / 60 AS BIGINT),
      opening_second % 60) AS opening_at,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + closing_day)
    || printf('T%02d:%02d:%02dZ',
      CAST((closing_second - closing_second % 3600) / 3600 AS BIGINT),
      CAST((closing_second % 3600 - closing_second % 60) / 60 AS BIGINT),
      closing_second % 60) AS closing_at,
  opening_points,
  top_up_points,
  charged_points,
  billed_points,
  unlogged_points,
  expired_points,
  timing_points,
  rounding_points,
  closing_points,
  CASE WHEN closing_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(closing_points) - abs(closing_points) % 10000000) / 10000000 AS BIGINT),
    abs(closing_points) % 10000000) AS closing_usd,
  closing_points / 1e7 AS closing_usd_real,
  unexplained_points,
  CASE WHEN unexplained_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(unexplained_points) - abs(unexplained_points) % 10000000) / 10000000 AS BIGINT),
    abs(unexplained_points) % 10000000) AS unexplained_usd,
  unexplained_points / 1e7 AS unexplained_usd_real,
  tasks,
  detail,
  nullif(account, '') AS account
FROM (
  SELECT *,
    CAST((opening_at - opening_at % 86400000000000) / 86400000000000 AS INTEGER) AS opening_day,
    CAST((opening_at % 86400000000000 - opening_at % 1000000000) / 1000000000 AS BIGINT)
      AS opening_second,
    CAST((closing_at - closing_at % 86400000000000) / 86400000000000 AS INTEGER) AS closing_day,
    CAST((closing_at % 86400000000000 - closing_at % 1000000000) / 1000000000 AS BIGINT)
      AS closing_second
  FROM wallet_window) AS balance_change
WHERE opening_at IS NOT NULL;
