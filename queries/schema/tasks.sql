-- one row: a task (its merged observations), and beside it what only few tasks have
CREATE TABLE task (
  id_high INTEGER NOT NULL,      -- the first and the last 64 bits of the task id
  id_low INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES request,
  varying_values TEXT NOT NULL,  -- the values of request.varying_fields: '37,-1'
  account_id INTEGER REFERENCES account,
  day INTEGER,                   -- accounting day, days since 1970-01-01
  created_at INTEGER,            -- times are nanoseconds since 1970-01-01T00:00:00Z
  ended_at INTEGER,
  seen_at INTEGER,               -- the latest moment that the winning observation proves
  status_id INTEGER NOT NULL REFERENCES status,
  is_own_account INTEGER NOT NULL,
  output_count INTEGER,
  error_code INTEGER,
  usage_type_id INTEGER REFERENCES usage_type,
  frozen_points INTEGER,
  consume_points INTEGER,
  is_billed INTEGER NOT NULL,    -- whether consume_points is what the task costs
  is_settled INTEGER NOT NULL,   -- whether the task has ended
  has_details INTEGER NOT NULL,  -- whether booking or usage_stamp hold more of it
  charge_id INTEGER NOT NULL REFERENCES charge,
  expected_points INTEGER,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_watched INTEGER NOT NULL,   -- a person should look at it, or time alone can change its verdict
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;

CREATE INDEX task_watched ON task (verdict_id) WHERE is_watched = 1;

-- failed and cancelled tasks by time: penalties depend on their number on a day
CREATE INDEX task_failed ON task (created_at) WHERE status_id IN (5, 6);

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
