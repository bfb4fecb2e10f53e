-- name: nights
-- one row: what a night run knew, or a finding that stood then; the next night tells what changed
CREATE TABLE night (
  day INTEGER PRIMARY KEY,           -- accounting day that ended before it
  checked_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  balance_points INTEGER,            -- NULL: no balance is known
  ran_at INTEGER                     -- NULL: not known of nights of version 3
) STRICT;

CREATE TABLE night_finding (
  night INTEGER NOT NULL REFERENCES night,
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  detail TEXT NOT NULL,              -- without amounts
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
  level INTEGER,                     -- of alarms: what was left when told, in tenths of days or points
  PRIMARY KEY (night, kind, sku, detail, day)
) STRICT, WITHOUT ROWID;

-- name: skippedFiles
-- one row: what stood in the inbox of a night and was not read; the next night tells what is new
CREATE TABLE night_skipped_file (
  night INTEGER NOT NULL REFERENCES night,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  size_bytes INTEGER,                -- NULL: it is no file, or has a name that cannot be written
  PRIMARY KEY (night, path)
) STRICT, WITHOUT ROWID;

-- name: coveredDays
-- one row: a day through which a run has covered a side of the ledger, days without anything included
CREATE TABLE covered_day (
  side TEXT NOT NULL,                -- tasks: what tasks cost; history: the account history
  day INTEGER NOT NULL,              -- accounting day
  run TEXT NOT NULL,                 -- night: the inbox was read; fetch: the history came without a gap;
                                     -- import: the user said that its files are complete
  ran_at INTEGER NOT NULL,
  PRIMARY KEY (side, day)
) STRICT, WITHOUT ROWID;

-- name: acknowledgements
-- one row: a finding that someone has accepted, with the tasks and the amount that it had then
CREATE TABLE acknowledgement (
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  detail TEXT NOT NULL,              -- without amounts
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
  level INTEGER,                     -- of alarms: what was left, in tenths of days or points
  reason TEXT NOT NULL,
  until_day INTEGER,                 -- the last day on which it holds; NULL: for good
  given_at INTEGER NOT NULL,
  PRIMARY KEY (kind, sku, detail, day)
) STRICT, WITHOUT ROWID;
