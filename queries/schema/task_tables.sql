-- name: tasks
-- one row: a task (its merged observations), what many tasks share, and what only few tasks have
CREATE TABLE state (
  id INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES account,
  status_id INTEGER NOT NULL REFERENCES status,
  is_own_account INTEGER NOT NULL,
  output_count INTEGER,
  error_code INTEGER,
  usage_type_id INTEGER REFERENCES usage_type,  -- NULL: without usage
  frozen_points INTEGER,
  consume_points INTEGER
) STRICT;

-- in a unique index NULLs would differ
CREATE UNIQUE INDEX state_content ON state (
  status_id, coalesce(consume_points, -1), coalesce(frozen_points, -1),
  coalesce(output_count, -1), coalesce(error_code, 0), is_own_account,
  coalesce(usage_type_id, -1), coalesce(account_id, -1));

-- The key begins with the day, so that what is new is written together. That a task id is there
-- once, whatever day its creation was told to be, the writer sees to by the filter of ids.
CREATE TABLE task (
  day INTEGER NOT NULL,               -- accounting day, days since 1970-01-01; -1: not known
  id_high INTEGER NOT NULL,           -- the first and the last 64 bits of the task id
  id_low INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES request,
  varying_values TEXT NOT NULL,       -- the values of request.varying_fields: '37,-1'
  state_id INTEGER NOT NULL REFERENCES state,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  created_nanoseconds INTEGER,        -- from the start of the day's date in UTC
  ended_nanoseconds INTEGER,          -- from creation, or from 1970 where that is not known
  seen_nanoseconds INTEGER,           -- the latest moment that is proved: from the end, else from
                                      -- creation, else from 1970
  watch INTEGER NOT NULL,             -- 0; 1: time will change its verdict; 2: time has changed it
  has_details INTEGER NOT NULL,       -- whether booking, usage_stamp, odd_task_id or history_end hold
                                      -- more of it
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (day, id_high, id_low)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_watch ON task (watch, day) WHERE watch > 0;

-- a Bloom filter of all task ids, in blocks of its levels
CREATE TABLE id_filter (
  level INTEGER NOT NULL,
  block INTEGER NOT NULL,
  bits BLOB NOT NULL,
  PRIMARY KEY (level, block)
) STRICT, WITHOUT ROWID;

-- the text of a task id that is not a canonical UUID
CREATE TABLE odd_task_id (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;

-- an amount that an ended observation booked, where ended observations disagree
CREATE TABLE booking (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  consume_points INTEGER NOT NULL,
  frozen_points INTEGER NOT NULL,
  usage_type TEXT NOT NULL,
  ended_at INTEGER,
  seen_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low, consume_points)
) STRICT, WITHOUT ROWID;

-- when and where the usage was observed, where that was not the winning observation
CREATE TABLE usage_stamp (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  has_ended INTEGER NOT NULL,
  ended_at INTEGER,
  seen_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
