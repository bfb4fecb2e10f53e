-- name: closedMonths
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

-- name: changedTasks
-- one row: what a task, or tasks that share an outcome, counted as in a closed month before a change
-- Changes are numbered in the order in which they were made.

-- a task as it was until a change: the columns are those of task
CREATE TABLE superseded_task (
  day INTEGER NOT NULL,
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  number INTEGER NOT NULL,       -- of the change
  found_day INTEGER NOT NULL,    -- on which it counts
  since_number INTEGER NOT NULL, -- of the task's change before; -1: as it was when it was closed
  since_day INTEGER,             -- on which that counts
  outcome_id INTEGER REFERENCES outcome,  -- NULL, with the others: the day did not have the task
  request_id INTEGER REFERENCES request,
  varying_values TEXT,
  state_id INTEGER REFERENCES state,
  created_nanoseconds INTEGER,
  ended_nanoseconds INTEGER,
  PRIMARY KEY (day, id_high, id_low, number)
) STRICT, WITHOUT ROWID;

-- the figures that an outcome had on a closed day until another card gave it others
CREATE TABLE superseded_outcome (
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  number INTEGER NOT NULL,
  found_day INTEGER NOT NULL,
  since_number INTEGER NOT NULL, -- of the outcome's change before on that day; -1: none
  kept_outcome_id INTEGER NOT NULL REFERENCES outcome,
  PRIMARY KEY (day, outcome_id, number)
) STRICT, WITHOUT ROWID;

-- adjustments of which it is not known whose they are: those of versions that did not keep it, and
-- those that brought a wrong rollup to the tasks
CREATE TABLE unnamed_adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id)
) STRICT, WITHOUT ROWID;

-- name: keptRates
-- one row: the exchange rate by which a day of a closed month is converted, whatever is published later
CREATE TABLE kept_rate (
  currency TEXT NOT NULL,        -- EUR
  day INTEGER NOT NULL,
  units_per_usd TEXT NOT NULL,   -- exact: 0.92395823
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;
