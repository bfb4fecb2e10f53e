-- one row: what stood in the inbox of a night and was not read; the next night tells what is new
CREATE TABLE night_skipped_file (
  night INTEGER NOT NULL REFERENCES night,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  size_bytes INTEGER,                -- NULL: it is no file, or has a name that cannot be written
  PRIMARY KEY (night, path)
) STRICT, WITHOUT ROWID;
