-- one row: money put in, what a day's tasks booked until a snapshot, or the time between two snapshots
CREATE TABLE top_up (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'credit')),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

-- what the tasks of an accounting day booked until the next snapshot; 9223372036854775807: after the last;
-- counted twice: when tasks ended, and when they were created, where frozen points count until the end
CREATE TABLE wallet_spend (
  basis TEXT NOT NULL CHECK (basis IN ('ended', 'created')),
  day INTEGER NOT NULL,
  closing_at INTEGER NOT NULL,
  points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (basis, day, closing_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX wallet_spend_closing ON wallet_spend (closing_at, basis);

-- opening + top-ups - billed - unlogged - expired + unexplained = closing
CREATE TABLE wallet_window (
  closing_at INTEGER PRIMARY KEY,    -- of every snapshot; the first one has no opening
  opening_at INTEGER,
  opening_points INTEGER,
  top_up_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  unlogged_points INTEGER NOT NULL,  -- spend that only the history shows
  expired_points INTEGER NOT NULL,
  closing_points INTEGER NOT NULL,
  unexplained_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,            -- tasks that were booked in it
  detail TEXT NOT NULL
) STRICT;
