-- name: names
-- one row: a name that tasks repeat (an account, a usage type, a source file), or a setting
CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE usage_type (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- a file as it was imported; sha256 is NULL while its import has not finished
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT,
  size_bytes INTEGER,
  modified_at INTEGER,          -- what the file system said of the file: equal stamps are taken
  changed_at INTEGER,           -- for the same content; NULL for what is no regular file
  inode INTEGER,
  imported_at INTEGER NOT NULL
) STRICT;

CREATE INDEX source_name ON source (name);

-- name: kinds
-- one row: a status or a verdict; statuses from 100 on are words of the provider not known yet
CREATE TABLE status (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  has_ended INTEGER NOT NULL CHECK (has_ended IN (0, 1))
) STRICT;

INSERT INTO status (id, name, has_ended) VALUES
  (1, 'staged', 0), (2, 'pending', 0), (3, 'processing', 0),
  (4, 'completed', 1), (5, 'failed', 1), (6, 'cancelled', 1);

-- is_covered: billed and expected could be compared; is_finding: a person should look at it
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  is_covered INTEGER NOT NULL CHECK (is_covered IN (0, 1)),
  is_finding INTEGER NOT NULL CHECK (is_finding IN (0, 1))
) STRICT;

INSERT INTO verdict (id, name, is_covered, is_finding) VALUES
  (1, 'matched', 1, 0), (2, 'overcharged', 1, 1), (3, 'undercharged', 1, 1),
  (4, 'consistent', 1, 0), (5, 'inconsistent', 0, 1), (6, 'refunded', 1, 0),
  (7, 'penalty', 1, 0), (8, 'refund_awaited', 1, 0), (9, 'refund_due', 1, 1),
  (10, 'own_account', 1, 0), (11, 'provisional', 0, 0), (12, 'stuck', 0, 1),
  (13, 'unpriced', 0, 1), (14, 'unmetered', 0, 0), (15, 'conflict', 0, 1),
  (16, 'other_unit', 0, 1), (17, 'unlogged', 0, 0);

-- name: usageUnits
-- one row: a usage type whose numbers are known to be points, or to be none; all others are unknown
CREATE TABLE usage_unit (
  usage_type TEXT PRIMARY KEY NOT NULL,
  is_points INTEGER NOT NULL CHECK (is_points IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO usage_unit (usage_type, is_points) VALUES
  ('', 1), ('llm', 1), ('mj', 0), ('point', 1), ('quota', 1);
