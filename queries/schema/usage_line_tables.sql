-- name: usageLines
-- one row: the tasks of an account and a day in a part of a batch that a query has reduced to lines, or
-- tasks of them that agree
CREATE TABLE usage_partition (
  id INTEGER PRIMARY KEY,
  batch TEXT NOT NULL,
  shard INTEGER NOT NULL,        -- the number of the part of the batch, from 1
  shards INTEGER NOT NULL,       -- of so many
  account_id INTEGER REFERENCES account,
  day INTEGER NOT NULL,          -- accounting day, days since 1970-01-01; -1: not known
  ran_at INTEGER NOT NULL        -- when the query was run; a later run replaces the lines
) STRICT;

CREATE UNIQUE INDEX usage_partition_key ON usage_partition (
  day, batch, shard, shards, coalesce(account_id, -1));

CREATE TABLE usage_line (
  id INTEGER PRIMARY KEY,
  partition_id INTEGER NOT NULL REFERENCES usage_partition,
  request_id INTEGER NOT NULL REFERENCES request,
  read_fields TEXT NOT NULL,     -- JSON array: the names of the fields that the query looked for
  state_id INTEGER NOT NULL REFERENCES state,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  is_in_conflict INTEGER NOT NULL CHECK (is_in_conflict IN (0, 1)),
  created_from INTEGER,          -- the first and the last creation, in nanoseconds since 1970; NULL
  created_to INTEGER,            -- where it is not known
  ended_at INTEGER,              -- of tasks whose verdict can change with time
  tasks INTEGER NOT NULL CHECK (tasks > 0),
  waits INTEGER NOT NULL,        -- ended tasks whose time from creation to end is known
  wait_seconds INTEGER NOT NULL, -- that time, summed
  watch INTEGER NOT NULL,        -- as in task
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX usage_line_key ON usage_line (
  partition_id, request_id, state_id, read_fields, is_in_conflict, coalesce(created_from, -1),
  coalesce(created_to, -1), coalesce(ended_at, -1));
CREATE INDEX usage_line_outcome ON usage_line (outcome_id);
CREATE INDEX usage_line_watch ON usage_line (watch) WHERE watch > 0;
