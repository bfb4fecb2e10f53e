-- name: accountSide
-- one row: a history row of the provider, or an account's balance at a time
CREATE TABLE history_entry (
  account TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  task_id TEXT,
  api_key_id TEXT,
  model TEXT NOT NULL,
  action TEXT NOT NULL,
  status TEXT NOT NULL,
  service_mode TEXT NOT NULL,
  usage_type TEXT NOT NULL,
  usage TEXT,                        -- exact decimal; its unit is not confirmed
  created_at INTEGER,
  updated_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  id_high INTEGER,                   -- the task id in two numbers, as in task; without a task id that
                                     -- of a task named by the row
  id_low INTEGER,
  day INTEGER,                       -- accounting day of created_at
  booked_at INTEGER,                 -- when it moved the balance
  usage_points INTEGER,              -- usage in whole points by the unit that is proved; until one is,
                                     -- usage if it is whole
  is_open INTEGER NOT NULL DEFAULT 0,  -- its task was still running
  -- -1: not linked to a task id yet; 0: to be compared; 1: the responses know the task; 2: they do
  -- not; 3: the row was deleted and counts nowhere; 4: usage lines count its day, in which no
  -- single task is known
  comparison INTEGER NOT NULL DEFAULT -1,
  task_day INTEGER,                  -- the day under which the task is stored, where there is one
  deleted_at INTEGER,                -- when the provider took the row back
  PRIMARY KEY (account, entry_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_entry_task ON history_entry (id_high, id_low) WHERE id_high IS NOT NULL;
CREATE INDEX history_entry_time ON history_entry (created_at);
CREATE INDEX history_entry_new ON history_entry (comparison, day) WHERE comparison <= 0;
CREATE INDEX history_entry_alone ON history_entry (day, api_key_id) WHERE comparison = 2;

-- equal figures of two times are two snapshots
CREATE TABLE balance_snapshot (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  plan TEXT NOT NULL,
  balance_usd TEXT NOT NULL,         -- exact decimal
  detail TEXT NOT NULL,              -- JSON: wallet and credit pack figures, whose unit is not known
  told_at INTEGER NOT NULL,          -- when it was fetched, by the name of its source; -1: not told
  observed_at INTEGER NOT NULL,      -- told_at, else when it was imported
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  UNIQUE (account, plan, balance_usd, detail, told_at)
) STRICT;

CREATE INDEX balance_snapshot_time ON balance_snapshot (observed_at);

-- name: comparison
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

-- name: wallet
-- one row: money put in, what a day's tasks booked until a snapshot, or the time between two snapshots
CREATE TABLE top_up (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'credit')),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  account TEXT NOT NULL DEFAULT ''   -- '': the ledger's only one
) STRICT;

-- what the tasks of an accounting day booked until the next snapshot; 9223372036854775807: after the last;
-- counted twice: when tasks ended, and when they were created, where frozen points count until the end
CREATE TABLE wallet_spend (
  account TEXT NOT NULL,             -- as in balance_snapshot; '': nothing tells it
  basis TEXT NOT NULL CHECK (basis IN ('ended', 'created')),
  day INTEGER NOT NULL,
  closing_at INTEGER NOT NULL,
  points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (account, basis, day, closing_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX wallet_spend_closing ON wallet_spend (closing_at, basis);

-- opening + top-ups - charged - billed - unlogged - expired + timing + rounding + unexplained = closing
CREATE TABLE wallet_window (
  account TEXT NOT NULL,
  closing_at INTEGER NOT NULL,       -- of every snapshot; the first one has no opening
  opening_at INTEGER,
  opening_points INTEGER,
  top_up_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  unlogged_points INTEGER NOT NULL,  -- spend that only the history shows
  expired_points INTEGER NOT NULL,
  closing_points INTEGER NOT NULL,
  unexplained_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,            -- tasks that were booked in it
  detail TEXT NOT NULL,
  timing_points INTEGER NOT NULL DEFAULT 0,    -- what a neighboring window has with the other sign
  rounding_points INTEGER NOT NULL DEFAULT 0,  -- less than the figures of the balance tell
  charged_points INTEGER NOT NULL DEFAULT 0,   -- money out that no task explains, as entered
  PRIMARY KEY (account, closing_at)
) STRICT, WITHOUT ROWID;

-- name: walletCharges
-- one row: money out that no task explains, as its owner entered it
CREATE TABLE wallet_charge (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  account TEXT NOT NULL DEFAULT ''   -- as in top_up
) STRICT;

-- name: askedTasks
-- one row: a task that the provider was asked for, and what it said last
CREATE TABLE asked_task (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('ended', 'running', 'gone')),
  code INTEGER NOT NULL,             -- of the answer; of gone tasks the one that says so
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;

CREATE INDEX asked_task_gone ON asked_task (asked_at) WHERE answer = 'gone';

-- name: historyEnds
-- one row: a task of which the account history tells the end, and what the answers say without it
CREATE TABLE history_end (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  state_id INTEGER NOT NULL REFERENCES state,  -- by the history
  created_at INTEGER,                -- by the history
  ended_at INTEGER,                  -- by the history
  answered_state_id INTEGER REFERENCES state,  -- by the answers; NULL: none names the task
  answered_created_at INTEGER,
  answered_ended_at INTEGER,
  answered_seen_at INTEGER,
  usage_has_ended INTEGER NOT NULL,  -- when the usage in the answers was observed
  usage_ended_at INTEGER,
  usage_seen_at INTEGER,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
