-- name: prices
-- one row: a kind of request, what a rate prices, a frozen rate, what it makes a task cost, or
-- tasks that agree in what they were billed and should cost
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

-- what a price depends on under the card that the ledger is priced by: tasks that agree in it cost
-- the same, so that another card prices these rows and not the tasks
CREATE TABLE pricing_input (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields of the request that a rate reads
  read_fields TEXT NOT NULL,     -- JSON array: the names of all fields that a rate reads
  output_count INTEGER NOT NULL, -- -1: none to count, -2: no rate reads it, -3: of tasks that only the
                                 -- account history shows, which no rate prices
  valid_from INTEGER NOT NULL,   -- created in [from, until), a span without a change of price;
  valid_until INTEGER NOT NULL,  -- the ends of the range mean no bound, equal ones no known time
  UNIQUE (model, task_type, fields, read_fields, output_count, valid_from, valid_until)
) STRICT;

-- Figures that tasks share. Those without a pricing input are kept for closed months alone: no task
-- has them, and no card changes them.
CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  pricing_input_id INTEGER REFERENCES pricing_input,
  charge_id INTEGER NOT NULL REFERENCES charge,
  status_id INTEGER NOT NULL REFERENCES status,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_own_account INTEGER NOT NULL,
  is_in_conflict INTEGER NOT NULL,
  is_overdue INTEGER NOT NULL,   -- the grace period, or the usual time, is over
  penalty_points INTEGER NOT NULL, -- what the penalty rule keeps; -1: no rule counts the task
  billed_points INTEGER NOT NULL,  -- of each task; -1: not known, or nothing booked yet; -2: booked in
                                   -- another unit than points
  expected_points INTEGER NOT NULL, -- of each task; -1: not one known amount
  frozen_points INTEGER NOT NULL,  -- of each task that has not ended
  waits INTEGER NOT NULL,        -- ended tasks whose time from creation to end is known
  wait_seconds INTEGER NOT NULL, -- that time, summed
  error_code INTEGER NOT NULL DEFAULT 0, -- of tasks that failed or were cancelled; 0: none was
                                 -- told, -1: a version that did not keep it closed their month
  account_id INTEGER REFERENCES account  -- NULL: nothing tells it
) STRICT;

CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code, coalesce(account_id, -1))
  WHERE pricing_input_id IS NOT NULL;

CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code,
  coalesce(account_id, -1)) WHERE pricing_input_id IS NULL;
