-- one row: a kind of request, what a rate prices, a frozen rate, or what it makes a task cost
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that tasks share
  varying_fields TEXT NOT NULL,  -- JSON array: the names of the fields that each task has its own value of
  UNIQUE (model, task_type, fields, varying_fields)
) STRICT;

CREATE TABLE sku (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that the rate depends on
  name TEXT NOT NULL UNIQUE
) STRICT;

-- a rate as it stood when tasks were priced by it, so that they can be proved later
CREATE TABLE rate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  pricing TEXT NOT NULL UNIQUE,  -- JSON: what makes the price: lines, multiplier, markups, rounding …
  formula TEXT NOT NULL          -- JSON: the same with its evidence, as the latest card has it
) STRICT;

CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  sku_id INTEGER NOT NULL REFERENCES sku,
  rate_id INTEGER REFERENCES rate,
  quantities TEXT NOT NULL,      -- JSON object: measure → exact decimal text, or bounds where unknown
  expected_points INTEGER,       -- NULL: not one amount (see quantities), or unpriced (see reason)
  reason TEXT NOT NULL,          -- why it is unpriced, else ''
  alternatives TEXT NOT NULL,    -- JSON array of [points, label] of other prices, else '[]'
  UNIQUE (sku_id, rate_id, quantities, reason)
) STRICT;

-- a charge without a rate is unique by its reason alone, since NULLs differ
CREATE UNIQUE INDEX charge_unpriced ON charge (sku_id, quantities, reason) WHERE rate_id IS NULL;
