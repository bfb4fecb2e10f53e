-- one row: a usage type whose numbers are known to be points, or to be none; all others are unknown
CREATE TABLE usage_unit (
  usage_type TEXT PRIMARY KEY NOT NULL,
  is_points INTEGER NOT NULL CHECK (is_points IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO usage_unit (usage_type, is_points) VALUES
  ('', 1), ('llm', 1), ('mj', 0), ('point', 1), ('quota', 1);
