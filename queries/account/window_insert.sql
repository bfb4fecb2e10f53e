-- keeps the time between two snapshots
INSERT INTO wallet_window (closing_at, opening_at, opening_points, top_up_points, billed_points,
  unlogged_points, expired_points, closing_points, unexplained_points, tasks, detail)
VALUES (:closing_at, :opening_at, :opening_points, :top_up_points, :billed_points,
  :unlogged_points, :expired_points, :closing_points, :unexplained_points, :tasks, :detail);
