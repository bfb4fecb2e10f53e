-- one row: a month whose figures no longer change, what was done to months, or a change found later
CREATE TABLE closed_month (
  month TEXT PRIMARY KEY NOT NULL,   -- 2026-09
  closed_at INTEGER NOT NULL,
  card_name TEXT NOT NULL,
  card_fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE month_event (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('closed', 'reopened')),
  happened_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- tasks of a closed month that changed after its close: what the rollup would have gained or lost,
-- on the day on which it was found; rollup and adjustments together equal the tasks
CREATE TABLE adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id)
) STRICT, WITHOUT ROWID;
