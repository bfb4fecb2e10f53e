-- name: tags
-- one row: tags that go together, what a task is tagged by, or the tasks of a day by their tags
CREATE TABLE tag_set (
  id INTEGER PRIMARY KEY,
  tags TEXT NOT NULL UNIQUE          -- JSON object of values by their keys, sorted
) STRICT;

-- tags that were given to a task; they win over what rules say
CREATE TABLE given_tag (
  day INTEGER NOT NULL,              -- under which the task is stored; -2: it is not in the ledger yet
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  origin INTEGER NOT NULL CHECK (origin IN (0, 1)),  -- 0: to the task itself; 1: to its import
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  PRIMARY KEY (day, id_high, id_low, origin)
) STRICT, WITHOUT ROWID;

-- a source that a rule asked for when it was imported
CREATE TABLE tag_source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- a task of such a source, whatever source told of it later
CREATE TABLE told_source (
  day INTEGER NOT NULL,              -- as in given_tag
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  tag_source_id INTEGER NOT NULL REFERENCES tag_source,
  PRIMARY KEY (day, id_high, id_low, tag_source_id)
) STRICT, WITHOUT ROWID;

-- the tasks of the rollup that have tags; the others of a row of the rollup have none
CREATE TABLE tag_rollup (
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, outcome_id, tag_set_id)
) STRICT, WITHOUT ROWID;

-- the same of adjustments: with the tag rollup they equal the tagged tasks
CREATE TABLE tag_adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id, tag_set_id)
) STRICT, WITHOUT ROWID;

-- days whose tasks, or what they are tagged by, have changed since their tags were counted
CREATE TABLE stale_tag_day (
  day INTEGER PRIMARY KEY
) STRICT;
