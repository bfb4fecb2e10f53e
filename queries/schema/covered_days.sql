-- one row: a day through which a run has covered a side of the ledger, days without anything included
CREATE TABLE covered_day (
  side TEXT NOT NULL,                -- tasks: what tasks cost; history: the account history
  day INTEGER NOT NULL,              -- accounting day
  run TEXT NOT NULL,                 -- night: the inbox was read; fetch: the history came without a gap
  ran_at INTEGER NOT NULL,
  PRIMARY KEY (side, day)
) STRICT, WITHOUT ROWID;
