-- name: rollup
-- one row: the tasks of a day that agree in everything that reports tell apart, or a day to be checked
CREATE TABLE rollup (
  day INTEGER NOT NULL,              -- -1: tasks without a creation time
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, outcome_id)
) STRICT, WITHOUT ROWID;

-- days that were written to since they were last compared with the tasks
CREATE TABLE unchecked_day (
  day INTEGER PRIMARY KEY
) STRICT;
