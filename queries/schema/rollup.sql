-- one row: the tasks of a day that agree in everything that reports tell apart; -1 means unknown
CREATE TABLE rollup (
  day INTEGER NOT NULL,              -- -1: tasks without a creation time
  charge_id INTEGER NOT NULL REFERENCES charge,
  status_id INTEGER NOT NULL REFERENCES status,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_settled INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,    -- of each task
  expected_points INTEGER NOT NULL,  -- of each task
  frozen_points INTEGER NOT NULL,    -- of each task that has not ended
  tasks INTEGER NOT NULL,
  waits INTEGER NOT NULL,            -- ended tasks whose time is known
  wait_seconds INTEGER NOT NULL,     -- their time from creation to end, summed
  PRIMARY KEY (day, charge_id, status_id, verdict_id, is_settled, billed_points,
    expected_points, frozen_points)
) STRICT, WITHOUT ROWID;
