-- name: claims
-- one row: a claim, what became of it, a cause in it, or a task that stands in it as it was claimed
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL,              -- as a reader sees it: 2026-10-01 to 2026-10-31
  made_at INTEGER NOT NULL,
  card_name TEXT NOT NULL,
  card_fingerprint TEXT NOT NULL,
  grace_tasks INTEGER NOT NULL,      -- left out: inside their grace period
  unsettled_tasks INTEGER NOT NULL,  -- left out: not ended
  waived_tasks INTEGER NOT NULL,     -- left out: a waiver says that they are known
  claimed_tasks INTEGER NOT NULL     -- left out: they stand in another open claim
) STRICT;

CREATE TABLE claim_event (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim,
  state TEXT NOT NULL
    CHECK (state IN ('drafted', 'sent', 'accepted', 'rejected', 'credited')),
  happened_at INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE INDEX claim_event_claim ON claim_event (claim_id, id);

CREATE TABLE claim_cause (
  claim_id INTEGER NOT NULL REFERENCES claim,
  number INTEGER NOT NULL,           -- from 1, in the order of the letter
  is_proved INTEGER NOT NULL CHECK (is_proved IN (0, 1)),
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  rule TEXT NOT NULL,
  source TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (claim_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_task (
  claim_id INTEGER NOT NULL REFERENCES claim,
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  cause INTEGER NOT NULL,
  day INTEGER NOT NULL,              -- under which the task was stored
  account TEXT,
  created_at INTEGER,
  ended_at INTEGER,
  billed_points INTEGER,             -- NULL: nothing was booked
  expected_points INTEGER,           -- NULL: not known
  frozen_points INTEGER NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  PRIMARY KEY (claim_id, id_high, id_low),
  FOREIGN KEY (claim_id, cause) REFERENCES claim_cause (claim_id, number)
) STRICT, WITHOUT ROWID;

-- no task stands in two open claims
CREATE UNIQUE INDEX claim_task_open ON claim_task (id_high, id_low) WHERE is_open = 1;

-- name: claimAccounts
-- one row: the account whose tasks a claim is about, as the letter names it
CREATE TABLE claim_account (
  claim_id INTEGER PRIMARY KEY REFERENCES claim,
  account TEXT NOT NULL
) STRICT;
