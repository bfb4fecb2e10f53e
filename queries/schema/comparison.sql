-- one row: a day or a task that is to be compared with the account's side, or a difference found
CREATE TABLE stale_day (
  day INTEGER PRIMARY KEY            -- whose tasks have changed since; -1: without a creation time
) STRICT;

-- empty between runs
CREATE TABLE stale_task (
  day INTEGER NOT NULL,
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  PRIMARY KEY (day, id_high, id_low)
) STRICT, WITHOUT ROWID;

-- a task on which responses and history differ
CREATE TABLE history_difference (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  day INTEGER NOT NULL,              -- under which the task is stored
  kind TEXT NOT NULL CHECK (kind IN ('only_in_responses', 'booked_differently')),
  entries INTEGER NOT NULL,          -- rows of the history that name the task
  booked_points INTEGER,             -- their usage, summed, if all of it is whole
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
