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
  id_high INTEGER,                   -- the task id in two numbers, as in task
  id_low INTEGER,
  day INTEGER,                       -- accounting day of created_at
  booked_at INTEGER,                 -- when it moved the balance
  usage_points INTEGER,              -- usage, if it is whole: points once the unit is verified
  is_open INTEGER NOT NULL DEFAULT 0,  -- its task was still running
  -- -1: not linked to a task id yet; 0: to be compared; 1: the responses know the task; 2: they do not
  comparison INTEGER NOT NULL DEFAULT -1,
  task_day INTEGER,                  -- the day under which the task is stored, where it is known
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
