-- name: quarantine
-- one row: what the reading of a source came to, records that could not be read, or a dismissal of such
CREATE TABLE reading (
  source_id INTEGER PRIMARY KEY REFERENCES source,
  records INTEGER NOT NULL,          -- that were found, those that could not be read among them
  is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),  -- it ends with half a record
  head_bytes INTEGER,                -- of its content, by which it is known again when it has grown;
  head_sha256 TEXT,                  -- NULL: nothing goes on in it
  replaced_by INTEGER REFERENCES source  -- the later reading of the same file; NULL: this is the latest
) STRICT;

-- the first places of a reason in a source have a row each, and all further ones a row together
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,             -- of the first record
  byte_offset INTEGER NOT NULL,
  reason TEXT NOT NULL,
  error_offset INTEGER,              -- the byte of the record at which reading ended
  skeleton TEXT NOT NULL,            -- names and types of its members, or the kind and length of a text
  sha256 TEXT NOT NULL,              -- of the first record's bytes
  key TEXT NOT NULL,                 -- of the row's records: sha256 of the only one, or of all in order
  records INTEGER NOT NULL,
  dismissed INTEGER NOT NULL         -- how many of them, from the first on, nobody wants to hear of
) STRICT;

CREATE INDEX quarantine_source ON quarantine (source_id);

-- records that stay dismissed wherever and whenever they are met again
CREATE TABLE dismissal (
  key TEXT PRIMARY KEY NOT NULL,
  records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
