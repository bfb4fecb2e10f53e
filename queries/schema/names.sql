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
