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
  detail TEXT NOT NULL,
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
  PRIMARY KEY (night, kind, sku, detail, day)
) STRICT, WITHOUT ROWID;
