-- a row of balance_snapshot gains the time that its source tells; equal figures of two times are two
CREATE TABLE dated_snapshot (
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

INSERT INTO dated_snapshot
SELECT id, account, plan, balance_usd, detail, -1, coalesce(observed_at, 0), source_id, line
FROM balance_snapshot;

DROP TABLE balance_snapshot;
ALTER TABLE dated_snapshot RENAME TO balance_snapshot;
CREATE INDEX balance_snapshot_time ON balance_snapshot (observed_at);
