-- a row of history_entry gains the task that it names, and whether the responses know that task
ALTER TABLE history_entry ADD COLUMN id_high INTEGER;      -- the task id in two numbers, as in task
ALTER TABLE history_entry ADD COLUMN id_low INTEGER;
ALTER TABLE history_entry ADD COLUMN day INTEGER;          -- accounting day of created_at
ALTER TABLE history_entry ADD COLUMN booked_at INTEGER;    -- when it moved the balance
ALTER TABLE history_entry ADD COLUMN usage_points INTEGER; -- usage, if it is whole: points once the unit is verified
ALTER TABLE history_entry ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;  -- its task was still running

-- -1: written before these columns were; 0: to be compared; 1: the task is known; 2: only in the history
ALTER TABLE history_entry ADD COLUMN comparison INTEGER NOT NULL DEFAULT -1;

CREATE INDEX history_entry_task ON history_entry (id_high, id_low) WHERE id_high IS NOT NULL;
CREATE INDEX history_entry_time ON history_entry (created_at);
CREATE INDEX history_entry_new ON history_entry (comparison) WHERE comparison <= 0;
CREATE INDEX history_entry_alone ON history_entry (day, api_key_id) WHERE comparison = 2;

-- an accounting day whose tasks have changed since they were last compared with the account's side;
-- -1 stands for tasks without a creation time
CREATE TABLE stale_day (
  day INTEGER PRIMARY KEY
) STRICT;

-- a task that is being compared with the history anew; empty between runs
CREATE TABLE stale_task (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;

-- a task on which responses and history differ
CREATE TABLE history_difference (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('only_in_responses', 'booked_differently')),
  entries INTEGER NOT NULL,          -- rows of the history that name the task
  booked_points INTEGER,             -- their usage, summed, if all of it is whole
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
