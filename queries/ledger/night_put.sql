-- writes what a night knew, in the place of an earlier run of the same day
INSERT OR REPLACE INTO night (day, checked_points, billed_points, balance_points, ran_at)
VALUES (:day, :checked_points, :billed_points, :balance_points, :ran_at);
