PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('account_id','12');
INSERT INTO setting VALUES('account_name','studio');
INSERT INTO setting VALUES('card_fingerprint','51c847a9c5fe577c');
INSERT INTO setting VALUES('card_name','built-in');
INSERT INTO setting VALUES('change_number','4');
INSERT INTO setting VALUES('judged_at','1780703999999999999');
INSERT INTO setting VALUES('settlement_rules','{"graceHours":24,"ownAccountPercent":0,"stuckHours":24,"stuckUsualTimes":10}');
INSERT INTO setting VALUES('time_zone','UTC');
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO account VALUES(1,'agency');
INSERT INTO account VALUES(2,'studio');
CREATE TABLE usage_type (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO usage_type VALUES(1,'point');
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
INSERT INTO source VALUES(1,'20260504T020000Z.json','c11b70f0b68c2b9b8181b539eab28dfac30008ce728c8b5e9b5593cc0d9df928',101,NULL,NULL,NULL,1779321599999999999);
INSERT INTO source VALUES(2,'may.ndjson','8445646f0cedb1d6e977d436e48d05ca49b5b6db24a0bdee15081de31f94a559',14699,NULL,NULL,NULL,1779321599999999999);
INSERT INTO source VALUES(3,'20260512T020000Z.json','4b3e5777766b7865a4c6e9e0d327a555923dbcdda45d96f4f57cc6777655dccf',100,NULL,NULL,NULL,1780703999999999999);
INSERT INTO source VALUES(4,'late.ndjson','4868ae5b5fa9359694c89643099bebcc857273a8e6aba4621a689fad7187ba6e',2122,NULL,NULL,NULL,1780703999999999999);
CREATE TABLE status (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  has_ended INTEGER NOT NULL CHECK (has_ended IN (0, 1))
) STRICT;
INSERT INTO status VALUES(1,'staged',0);
INSERT INTO status VALUES(2,'pending',0);
INSERT INTO status VALUES(3,'processing',0);
INSERT INTO status VALUES(4,'completed',1);
INSERT INTO status VALUES(5,'failed',1);
INSERT INTO status VALUES(6,'cancelled',1);
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  is_covered INTEGER NOT NULL CHECK (is_covered IN (0, 1)),
  is_finding INTEGER NOT NULL CHECK (is_finding IN (0, 1))
) STRICT;
INSERT INTO verdict VALUES(1,'matched',1,0);
INSERT INTO verdict VALUES(2,'overcharged',1,1);
INSERT INTO verdict VALUES(3,'undercharged',1,1);
INSERT INTO verdict VALUES(4,'consistent',1,0);
INSERT INTO verdict VALUES(5,'inconsistent',0,1);
INSERT INTO verdict VALUES(6,'refunded',1,0);
INSERT INTO verdict VALUES(7,'penalty',1,0);
INSERT INTO verdict VALUES(8,'refund_awaited',1,0);
INSERT INTO verdict VALUES(9,'refund_due',1,1);
INSERT INTO verdict VALUES(10,'own_account',1,0);
INSERT INTO verdict VALUES(11,'provisional',0,0);
INSERT INTO verdict VALUES(12,'stuck',0,1);
INSERT INTO verdict VALUES(13,'unpriced',0,1);
INSERT INTO verdict VALUES(14,'unmetered',0,0);
INSERT INTO verdict VALUES(15,'conflict',0,1);
INSERT INTO verdict VALUES(16,'other_unit',0,1);
INSERT INTO verdict VALUES(17,'unlogged',0,0);
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that tasks share
  varying_fields TEXT NOT NULL,  -- JSON array: the names of the fields that each task has its own value of
  UNIQUE (model, task_type, fields, varying_fields)
) STRICT;
INSERT INTO request VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','["prompt.length"]');
CREATE TABLE sku (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that the rate depends on
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO sku VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','seedream/seedream-5-lite size=2K');
CREATE TABLE rate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  pricing TEXT NOT NULL UNIQUE,  -- JSON: what makes the price: lines, multiplier, markups, rounding …
  formula TEXT NOT NULL          -- JSON: the same with its evidence, as the latest card has it
) STRICT;
INSERT INTO rate VALUES(1,'seedream/seedream-5-lite size=2K','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"","place":"","rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"isUnconfirmed":true,"label":"the unconfirmed 0.052 USD per image (two public clients, medium certainty, seen 2026-07-19)","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.052"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-06-01","firstSeen":"2026-03-16","lastSeen":"2026-06-01","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/seedream.yaml:18","provedDays":{"first":"2026-03-16","isEndPublished":false,"isStartPublished":false,"last":"2026-06-01"},"rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"piapi.ai/docs/seedream-api/seedream-5-lite","startsAt":"","surcharges":[]}');
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
INSERT INTO charge VALUES(1,1,1,'{"image":"1"}',280000,'','[[520000,"the unconfirmed 0.052 USD per image (two public clients, medium certainty, seen 2026-07-19)"]]');
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
INSERT INTO pricing_input VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','["max_images","max_images.only","outputs","outputs.only","sequential_image_generation","sequential_image_generation.only","size","size.only"]',1,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(2,'seedream','seedream-5-lite','{"size":"2K"}','["max_images","max_images.only","outputs","outputs.only","sequential_image_generation","sequential_image_generation.only","size","size.only"]',-1,-9223372036854775808,9223372036854775807);
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
  error_code INTEGER NOT NULL DEFAULT 0 -- of tasks that failed or were cancelled; 0: none was
                                 -- told, -1: a version that did not keep it closed their month
) STRICT;
INSERT INTO outcome VALUES(1,1,1,4,1,0,0,0,-1,280000,280000,0,28,1184,0);
INSERT INTO outcome VALUES(2,1,1,4,2,0,0,0,-1,420000,280000,0,1,20,0);
INSERT INTO outcome VALUES(3,2,1,5,9,0,0,1,-1,280000,0,0,2,37,0);
INSERT INTO outcome VALUES(4,2,1,3,11,0,0,1,-1,-1,280000,0,0,0,0);
CREATE TABLE state (
  id INTEGER PRIMARY KEY,
  account_id INTEGER REFERENCES account,
  status_id INTEGER NOT NULL REFERENCES status,
  is_own_account INTEGER NOT NULL,
  output_count INTEGER,
  error_code INTEGER,
  usage_type_id INTEGER REFERENCES usage_type,  -- NULL: without usage
  frozen_points INTEGER,
  consume_points INTEGER
) STRICT;
INSERT INTO state VALUES(1,1,4,0,1,NULL,1,0,280000);
INSERT INTO state VALUES(2,NULL,4,0,1,NULL,1,0,280000);
INSERT INTO state VALUES(3,2,4,0,1,NULL,1,0,280000);
INSERT INTO state VALUES(4,2,4,0,1,NULL,1,0,420000);
INSERT INTO state VALUES(5,1,5,0,NULL,NULL,1,0,280000);
INSERT INTO state VALUES(6,NULL,5,0,NULL,NULL,1,0,280000);
INSERT INTO state VALUES(7,2,3,0,NULL,NULL,1,0,0);
CREATE TABLE task (
  day INTEGER NOT NULL,               -- accounting day, days since 1970-01-01; -1: not known
  id_high INTEGER NOT NULL,           -- the first and the last 64 bits of the task id
  id_low INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES request,
  varying_values TEXT NOT NULL,       -- the values of request.varying_fields: '37,-1'
  state_id INTEGER NOT NULL REFERENCES state,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  created_nanoseconds INTEGER,        -- from the start of the day's date in UTC
  ended_nanoseconds INTEGER,          -- from creation, or from 1970 where that is not known
  seen_nanoseconds INTEGER,           -- the latest moment that is proved: from the end, else from
                                      -- creation, else from 1970
  watch INTEGER NOT NULL,             -- 0; 1: time will change its verdict; 2: time has changed it
  has_details INTEGER NOT NULL,       -- whether booking, usage_stamp, odd_task_id or history_end hold
                                      -- more of it
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (day, id_high, id_low)
) STRICT, WITHOUT ROWID;
INSERT INTO task VALUES(20577,16384,-9223372036854775803,1,'1',2,1,36005000000000,55000000000,0,0,0,2,5);
INSERT INTO task VALUES(20577,16384,-9223372036854775798,1,'1',1,1,36010000000000,50000000000,0,0,0,2,10);
INSERT INTO task VALUES(20577,16384,-9223372036854775793,1,'1',3,1,36015000000000,45000000000,0,0,0,2,15);
INSERT INTO task VALUES(20577,16384,-9223372036854775788,1,'1',2,1,36020000000000,40000000000,0,0,0,2,20);
INSERT INTO task VALUES(20577,16384,-9223372036854775768,1,'1',4,2,36040000000000,20000000000,0,0,0,2,25);
INSERT INTO task VALUES(20578,16384,-9223372036854775807,1,'1',1,1,36001000000000,59000000000,0,0,0,2,1);
INSERT INTO task VALUES(20578,16384,-9223372036854775802,1,'1',3,1,36006000000000,54000000000,0,0,0,2,6);
INSERT INTO task VALUES(20578,16384,-9223372036854775797,1,'1',2,1,36011000000000,49000000000,0,0,0,2,11);
INSERT INTO task VALUES(20578,16384,-9223372036854775792,1,'1',1,1,36016000000000,44000000000,0,0,0,2,16);
INSERT INTO task VALUES(20578,16384,-9223372036854775787,1,'1',3,1,36021000000000,39000000000,0,0,0,2,21);
INSERT INTO task VALUES(20578,16384,-9223372036854775767,1,'1',5,3,36041000000000,19000000000,0,2,0,2,26);
INSERT INTO task VALUES(20579,16384,-9223372036854775806,1,'1',2,1,36002000000000,58000000000,0,0,0,2,2);
INSERT INTO task VALUES(20579,16384,-9223372036854775801,1,'1',1,1,36007000000000,53000000000,0,0,0,2,7);
INSERT INTO task VALUES(20579,16384,-9223372036854775796,1,'1',3,1,36012000000000,48000000000,0,0,0,2,12);
INSERT INTO task VALUES(20579,16384,-9223372036854775791,1,'1',2,1,36017000000000,43000000000,0,0,0,2,17);
INSERT INTO task VALUES(20579,16384,-9223372036854775786,1,'1',1,1,36022000000000,38000000000,0,0,0,2,22);
INSERT INTO task VALUES(20579,16384,-9223372036854775766,1,'1',6,3,36042000000000,18000000000,0,2,0,2,27);
INSERT INTO task VALUES(20580,16384,-9223372036854775805,1,'1',3,1,36003000000000,57000000000,0,0,0,2,3);
INSERT INTO task VALUES(20580,16384,-9223372036854775800,1,'1',2,1,36008000000000,52000000000,0,0,0,2,8);
INSERT INTO task VALUES(20580,16384,-9223372036854775795,1,'1',1,1,36013000000000,47000000000,0,0,0,2,13);
INSERT INTO task VALUES(20580,16384,-9223372036854775790,1,'1',3,1,36018000000000,42000000000,0,0,0,2,18);
INSERT INTO task VALUES(20580,16384,-9223372036854775785,1,'1',2,1,36023000000000,37000000000,0,0,0,2,23);
INSERT INTO task VALUES(20580,16384,-9223372036854775765,1,'1',3,1,36043000000000,17000000000,0,0,0,4,3);
INSERT INTO task VALUES(20581,16384,-9223372036854775804,1,'1',1,1,36004000000000,56000000000,0,0,0,2,4);
INSERT INTO task VALUES(20581,16384,-9223372036854775799,1,'1',3,1,36009000000000,51000000000,0,0,0,2,9);
INSERT INTO task VALUES(20581,16384,-9223372036854775794,1,'1',2,1,36014000000000,46000000000,0,0,0,2,14);
INSERT INTO task VALUES(20581,16384,-9223372036854775789,1,'1',1,1,36019000000000,41000000000,0,0,0,2,19);
INSERT INTO task VALUES(20581,16384,-9223372036854775784,1,'1',3,1,36024000000000,36000000000,0,0,0,2,24);
INSERT INTO task VALUES(20581,16384,-9223372036854775758,1,'1',3,1,36050000000000,10000000000,0,0,0,4,1);
INSERT INTO task VALUES(20581,16384,-9223372036854775757,1,'1',1,1,36051000000000,9000000000,0,0,0,4,2);
INSERT INTO task VALUES(20582,16384,-9223372036854775756,1,'1',2,1,36052000000000,8000000000,0,0,0,4,4);
CREATE TABLE id_filter (
  level INTEGER NOT NULL,
  block INTEGER NOT NULL,
  bits BLOB NOT NULL,
  PRIMARY KEY (level, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE odd_task_id (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE booking (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  consume_points INTEGER NOT NULL,
  frozen_points INTEGER NOT NULL,
  usage_type TEXT NOT NULL,
  ended_at INTEGER,
  seen_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low, consume_points)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_stamp (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  has_ended INTEGER NOT NULL,
  ended_at INTEGER,
  seen_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup (
  day INTEGER NOT NULL,              -- -1: tasks without a creation time
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, outcome_id)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup VALUES(20577,1,4);
INSERT INTO rollup VALUES(20577,2,1);
INSERT INTO rollup VALUES(20578,1,5);
INSERT INTO rollup VALUES(20578,3,1);
INSERT INTO rollup VALUES(20579,1,5);
INSERT INTO rollup VALUES(20579,3,1);
INSERT INTO rollup VALUES(20580,1,5);
INSERT INTO rollup VALUES(20580,4,1);
INSERT INTO rollup VALUES(20581,1,5);
CREATE TABLE unchecked_day (
  day INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE closed_month (
  month TEXT PRIMARY KEY NOT NULL,   -- 2026-09
  closed_at INTEGER NOT NULL,
  card_name TEXT NOT NULL,
  card_fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO closed_month VALUES('2026-05',1780531199999999999,'built-in','51c847a9c5fe577c');
CREATE TABLE month_event (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('closed', 'reopened')),
  happened_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO month_event VALUES(1,'2026-05','closed',1780531199999999999,'');
CREATE TABLE adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id)
) STRICT, WITHOUT ROWID;
INSERT INTO adjustment VALUES(20609,20580,1,1);
INSERT INTO adjustment VALUES(20609,20580,4,-1);
INSERT INTO adjustment VALUES(20609,20581,1,2);
INSERT INTO adjustment VALUES(20609,20582,1,1);
CREATE TABLE history_entry (
  account TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  task_id TEXT,
  api_key_id TEXT,
  model TEXT NOT NULL,
  action TEXT NOT NULL,
  status TEXT NOT NULL,
  service_mode TEXT NOT NULL,
  usage_type TEXT NOT NULL,
  usage TEXT,                        -- exact decimal; its unit is not confirmed
  created_at INTEGER,
  updated_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  id_high INTEGER,                   -- the task id in two numbers, as in task; without a task id that
                                     -- of a task named by the row
  id_low INTEGER,
  day INTEGER,                       -- accounting day of created_at
  booked_at INTEGER,                 -- when it moved the balance
  usage_points INTEGER,              -- usage in whole points by the unit that is proved; until one is,
                                     -- usage if it is whole
  is_open INTEGER NOT NULL DEFAULT 0,  -- its task was still running
  -- -1: not linked to a task id yet; 0: to be compared; 1: the responses know the task; 2: they do
  -- not; 3: the row was deleted and counts nowhere; 4: usage lines count its day, in which no
  -- single task is known
  comparison INTEGER NOT NULL DEFAULT -1,
  task_day INTEGER,                  -- the day under which the task is stored, where there is one
  deleted_at INTEGER,                -- when the provider took the row back
  PRIMARY KEY (account, entry_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE balance_snapshot (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  plan TEXT NOT NULL,
  balance_usd TEXT NOT NULL,         -- exact decimal
  detail TEXT NOT NULL,              -- JSON: wallet and credit pack figures, whose unit is not known
  told_at INTEGER NOT NULL,          -- when it was fetched, by the name of its source; -1: not told
  observed_at INTEGER NOT NULL,      -- told_at, else when it was imported
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  UNIQUE (account, plan, balance_usd, detail, told_at)
) STRICT;
INSERT INTO balance_snapshot VALUES(1,'12','pro','10','{}',1777860000000000000,1777860000000000000,1,1);
INSERT INTO balance_snapshot VALUES(2,'12','pro','9','{}',1778551200000000000,1778551200000000000,3,1);
CREATE TABLE stale_day (
  day INTEGER PRIMARY KEY            -- whose tasks have changed since; -1: without a creation time
) STRICT;
CREATE TABLE stale_task (
  day INTEGER NOT NULL,
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  PRIMARY KEY (day, id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE history_difference (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  day INTEGER NOT NULL,              -- under which the task is stored
  kind TEXT NOT NULL CHECK (kind IN ('only_in_responses', 'booked_differently')),
  entries INTEGER NOT NULL,          -- rows of the history that name the task
  booked_points INTEGER,             -- their usage, summed, if all of it is whole
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE top_up (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'credit')),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
INSERT INTO top_up VALUES(1,20579,NULL,10000000,'cash','',1796094643000000000);
CREATE TABLE wallet_spend (
  basis TEXT NOT NULL CHECK (basis IN ('ended', 'created')),
  day INTEGER NOT NULL,
  closing_at INTEGER NOT NULL,
  points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (basis, day, closing_at)
) STRICT, WITHOUT ROWID;
INSERT INTO wallet_spend VALUES('created',20577,1778551200000000000,1540000,5);
INSERT INTO wallet_spend VALUES('created',20578,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('created',20579,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('created',20580,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('created',20581,1778551200000000000,1960000,7);
INSERT INTO wallet_spend VALUES('created',20582,1778551200000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20577,1778551200000000000,1540000,5);
INSERT INTO wallet_spend VALUES('ended',20578,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('ended',20579,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('ended',20580,1778551200000000000,1680000,6);
INSERT INTO wallet_spend VALUES('ended',20581,1778551200000000000,1960000,7);
INSERT INTO wallet_spend VALUES('ended',20582,1778551200000000000,280000,1);
CREATE TABLE wallet_window (
  closing_at INTEGER PRIMARY KEY,    -- of every snapshot; the first one has no opening
  opening_at INTEGER,
  opening_points INTEGER,
  top_up_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  unlogged_points INTEGER NOT NULL,  -- spend that only the history shows
  expired_points INTEGER NOT NULL,
  closing_points INTEGER NOT NULL,
  unexplained_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,            -- tasks that were booked in it
  detail TEXT NOT NULL,
  timing_points INTEGER NOT NULL DEFAULT 0,    -- what a neighboring window has with the other sign
  rounding_points INTEGER NOT NULL DEFAULT 0,  -- less than the figures of the balance tell
  charged_points INTEGER NOT NULL DEFAULT 0    -- money out that no task explains, as entered
) STRICT;
INSERT INTO wallet_window VALUES(1777860000000000000,NULL,NULL,0,0,0,0,100000000,0,0,'',0,0,0);
INSERT INTO wallet_window VALUES(1778551200000000000,1777860000000000000,100000000,10000000,8820000,0,0,90000000,-6180000,31,'',0,0,5000000);
CREATE TABLE night (
  day INTEGER PRIMARY KEY,           -- accounting day that ended before it
  checked_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  balance_points INTEGER,            -- NULL: no balance is known
  ran_at INTEGER                     -- NULL: not known of nights of version 3
) STRICT;
CREATE TABLE night_finding (
  night INTEGER NOT NULL REFERENCES night,
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  detail TEXT NOT NULL,              -- without amounts
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
  level INTEGER,                     -- of alarms: what was left when told, in tenths of days or points
  PRIMARY KEY (night, kind, sku, detail, day)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE tag_set (
  id INTEGER PRIMARY KEY,
  tags TEXT NOT NULL UNIQUE          -- JSON object of values by their keys, sorted
) STRICT;
INSERT INTO tag_set VALUES(1,'{"project":"ads"}');
CREATE TABLE given_tag (
  day INTEGER NOT NULL,              -- under which the task is stored; -2: it is not in the ledger yet
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  origin INTEGER NOT NULL CHECK (origin IN (0, 1)),  -- 0: to the task itself; 1: to its import
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  PRIMARY KEY (day, id_high, id_low, origin)
) STRICT, WITHOUT ROWID;
INSERT INTO given_tag VALUES(20577,16384,-9223372036854775803,1,1);
INSERT INTO given_tag VALUES(20577,16384,-9223372036854775798,1,1);
INSERT INTO given_tag VALUES(20577,16384,-9223372036854775793,1,1);
INSERT INTO given_tag VALUES(20577,16384,-9223372036854775788,1,1);
INSERT INTO given_tag VALUES(20577,16384,-9223372036854775768,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775807,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775802,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775797,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775792,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775787,1,1);
INSERT INTO given_tag VALUES(20578,16384,-9223372036854775767,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775806,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775801,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775796,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775791,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775786,1,1);
INSERT INTO given_tag VALUES(20579,16384,-9223372036854775766,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775805,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775800,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775795,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775790,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775785,1,1);
INSERT INTO given_tag VALUES(20580,16384,-9223372036854775765,1,1);
INSERT INTO given_tag VALUES(20581,16384,-9223372036854775804,1,1);
INSERT INTO given_tag VALUES(20581,16384,-9223372036854775799,1,1);
INSERT INTO given_tag VALUES(20581,16384,-9223372036854775794,1,1);
INSERT INTO given_tag VALUES(20581,16384,-9223372036854775789,1,1);
INSERT INTO given_tag VALUES(20581,16384,-9223372036854775784,1,1);
CREATE TABLE tag_source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE told_source (
  day INTEGER NOT NULL,              -- as in given_tag
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  tag_source_id INTEGER NOT NULL REFERENCES tag_source,
  PRIMARY KEY (day, id_high, id_low, tag_source_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tag_rollup (
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, outcome_id, tag_set_id)
) STRICT, WITHOUT ROWID;
INSERT INTO tag_rollup VALUES(20577,1,1,4);
INSERT INTO tag_rollup VALUES(20577,2,1,1);
INSERT INTO tag_rollup VALUES(20578,1,1,5);
INSERT INTO tag_rollup VALUES(20578,3,1,1);
INSERT INTO tag_rollup VALUES(20579,1,1,5);
INSERT INTO tag_rollup VALUES(20579,3,1,1);
INSERT INTO tag_rollup VALUES(20580,1,1,5);
INSERT INTO tag_rollup VALUES(20580,4,1,1);
INSERT INTO tag_rollup VALUES(20581,1,1,5);
CREATE TABLE tag_adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id, tag_set_id)
) STRICT, WITHOUT ROWID;
INSERT INTO tag_adjustment VALUES(20609,20580,1,1,1);
INSERT INTO tag_adjustment VALUES(20609,20580,4,1,-1);
CREATE TABLE stale_tag_day (
  day INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE superseded_task (
  day INTEGER NOT NULL,
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  number INTEGER NOT NULL,       -- of the change
  found_day INTEGER NOT NULL,    -- on which it counts
  since_number INTEGER NOT NULL, -- of the task's change before; -1: as it was when it was closed
  since_day INTEGER,             -- on which that counts
  outcome_id INTEGER REFERENCES outcome,  -- NULL, with the others: the day did not have the task
  request_id INTEGER REFERENCES request,
  varying_values TEXT,
  state_id INTEGER REFERENCES state,
  created_nanoseconds INTEGER,
  ended_nanoseconds INTEGER,
  PRIMARY KEY (day, id_high, id_low, number)
) STRICT, WITHOUT ROWID;
INSERT INTO superseded_task VALUES(20580,16384,-9223372036854775765,4,20609,-1,NULL,4,1,'1',7,36043000000000,17000000000);
INSERT INTO superseded_task VALUES(20581,16384,-9223372036854775758,1,20609,-1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO superseded_task VALUES(20581,16384,-9223372036854775757,2,20609,-1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO superseded_task VALUES(20582,16384,-9223372036854775756,3,20609,-1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE superseded_outcome (
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  number INTEGER NOT NULL,
  found_day INTEGER NOT NULL,
  since_number INTEGER NOT NULL, -- of the outcome's change before on that day; -1: none
  kept_outcome_id INTEGER NOT NULL REFERENCES outcome,
  PRIMARY KEY (day, outcome_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE unnamed_adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_account (
  claim_id INTEGER PRIMARY KEY REFERENCES claim,
  account TEXT NOT NULL
) STRICT;
CREATE TABLE covered_day (
  side TEXT NOT NULL,                -- tasks: what tasks cost; history: the account history
  day INTEGER NOT NULL,              -- accounting day
  run TEXT NOT NULL,                 -- night: the inbox was read; fetch: the history came without a gap;
                                     -- import: the user said that its files are complete
  ran_at INTEGER NOT NULL,
  PRIMARY KEY (side, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE reading (
  source_id INTEGER PRIMARY KEY REFERENCES source,
  records INTEGER NOT NULL,          -- that were found, those that could not be read among them
  is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),  -- it ends with half a record
  head_bytes INTEGER,                -- of its content, by which it is known again when it has grown;
  head_sha256 TEXT,                  -- NULL: nothing goes on in it
  replaced_by INTEGER REFERENCES source  -- the later reading of the same file; NULL: this is the latest
) STRICT;
INSERT INTO reading VALUES(1,1,0,101,'c11b70f0b68c2b9b8181b539eab28dfac30008ce728c8b5e9b5593cc0d9df928',NULL);
INSERT INTO reading VALUES(2,28,0,256,'d0d247bf06a3cfd0ac0082b9b0ac6916b2d4cba7fd4a7f029e5e2202739532e7',NULL);
INSERT INTO reading VALUES(3,1,0,100,'4b3e5777766b7865a4c6e9e0d327a555923dbcdda45d96f4f57cc6777655dccf',NULL);
INSERT INTO reading VALUES(4,4,0,256,'acc41c7e673625c189b2849ef2ca6f9182238aa0f7d26e46ada60c226042a726',NULL);
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
CREATE TABLE dismissal (
  key TEXT PRIMARY KEY NOT NULL,
  records INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE night_skipped_file (
  night INTEGER NOT NULL REFERENCES night,
  path TEXT NOT NULL,
  reason TEXT NOT NULL,
  size_bytes INTEGER,                -- NULL: it is no file, or has a name that cannot be written
  PRIMARY KEY (night, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_unit (
  usage_type TEXT PRIMARY KEY NOT NULL,
  is_points INTEGER NOT NULL CHECK (is_points IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO usage_unit VALUES('',1);
INSERT INTO usage_unit VALUES('llm',1);
INSERT INTO usage_unit VALUES('mj',0);
INSERT INTO usage_unit VALUES('point',1);
INSERT INTO usage_unit VALUES('quota',1);
CREATE TABLE asked_task (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('ended', 'running', 'gone')),
  code INTEGER NOT NULL,             -- of the answer; of gone tasks the one that says so
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE history_end (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  state_id INTEGER NOT NULL REFERENCES state,  -- by the history
  created_at INTEGER,                -- by the history
  ended_at INTEGER,                  -- by the history
  answered_state_id INTEGER REFERENCES state,  -- by the answers; NULL: none names the task
  answered_created_at INTEGER,
  answered_ended_at INTEGER,
  answered_seen_at INTEGER,
  usage_has_ended INTEGER NOT NULL,  -- when the usage in the answers was observed
  usage_ended_at INTEGER,
  usage_seen_at INTEGER,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE TABLE acknowledgement (
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  detail TEXT NOT NULL,              -- without amounts
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
  level INTEGER,                     -- of alarms: what was left, in tenths of days or points
  reason TEXT NOT NULL,
  until_day INTEGER,                 -- the last day on which it holds; NULL: for good
  given_at INTEGER NOT NULL,
  PRIMARY KEY (kind, sku, detail, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE wallet_charge (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
INSERT INTO wallet_charge VALUES(1,20580,NULL,5000000,'',1796094643000000000);
CREATE TABLE kept_rate (
  currency TEXT NOT NULL,        -- EUR
  day INTEGER NOT NULL,
  units_per_usd TEXT NOT NULL,   -- exact: 0.92395823
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE usage_partition (
  id INTEGER PRIMARY KEY,
  batch TEXT NOT NULL,
  shard INTEGER NOT NULL,        -- the number of the part of the batch, from 1
  shards INTEGER NOT NULL,       -- of so many
  account_id INTEGER REFERENCES account,
  day INTEGER NOT NULL,          -- accounting day, days since 1970-01-01; -1: not known
  ran_at INTEGER NOT NULL        -- when the query was run; a later run replaces the lines
) STRICT;
CREATE TABLE usage_line (
  id INTEGER PRIMARY KEY,
  partition_id INTEGER NOT NULL REFERENCES usage_partition,
  request_id INTEGER NOT NULL REFERENCES request,
  read_fields TEXT NOT NULL,     -- JSON array: the names of the fields that the query looked for
  state_id INTEGER NOT NULL REFERENCES state,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  is_in_conflict INTEGER NOT NULL CHECK (is_in_conflict IN (0, 1)),
  created_from INTEGER,          -- the first and the last creation, in nanoseconds since 1970; NULL
  created_to INTEGER,            -- where it is not known
  ended_at INTEGER,              -- of tasks whose verdict can change with time
  tasks INTEGER NOT NULL CHECK (tasks > 0),
  waits INTEGER NOT NULL,        -- ended tasks whose time from creation to end is known
  wait_seconds INTEGER NOT NULL, -- that time, summed
  watch INTEGER NOT NULL,        -- as in task
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL
) STRICT;
CREATE INDEX source_name ON source (name);
CREATE UNIQUE INDEX charge_unpriced ON charge (sku_id, quantities, reason) WHERE rate_id IS NULL;
CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code) WHERE pricing_input_id IS NOT NULL;
CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code)
  WHERE pricing_input_id IS NULL;
CREATE UNIQUE INDEX state_content ON state (
  status_id, coalesce(consume_points, -1), coalesce(frozen_points, -1),
  coalesce(output_count, -1), coalesce(error_code, 0), is_own_account,
  coalesce(usage_type_id, -1), coalesce(account_id, -1));
CREATE INDEX task_watch ON task (watch, day) WHERE watch > 0;
CREATE INDEX history_entry_task ON history_entry (id_high, id_low) WHERE id_high IS NOT NULL;
CREATE INDEX history_entry_time ON history_entry (created_at);
CREATE INDEX history_entry_new ON history_entry (comparison, day) WHERE comparison <= 0;
CREATE INDEX history_entry_alone ON history_entry (day, api_key_id) WHERE comparison = 2;
CREATE INDEX balance_snapshot_time ON balance_snapshot (observed_at);
CREATE INDEX wallet_spend_closing ON wallet_spend (closing_at, basis);
CREATE INDEX claim_event_claim ON claim_event (claim_id, id);
CREATE UNIQUE INDEX claim_task_open ON claim_task (id_high, id_low) WHERE is_open = 1;
CREATE INDEX quarantine_source ON quarantine (source_id);
CREATE INDEX asked_task_gone ON asked_task (asked_at) WHERE answer = 'gone';
CREATE UNIQUE INDEX usage_partition_key ON usage_partition (
  day, batch, shard, shards, coalesce(account_id, -1));
CREATE UNIQUE INDEX usage_line_key ON usage_line (
  partition_id, request_id, state_id, read_fields, is_in_conflict, coalesce(created_from, -1),
  coalesce(created_to, -1), coalesce(ended_at, -1));
CREATE INDEX usage_line_outcome ON usage_line (outcome_id);
CREATE INDEX usage_line_watch ON usage_line (watch) WHERE watch > 0;
CREATE VIEW task_span AS
SELECT task.day AS day, task.id_high AS id_high, task.id_low AS id_low,
  coalesce(latest.number, -1) AS since_number, before.found_day AS since_day,
  NULL AS until_number, NULL AS until_day, task.outcome_id AS outcome_id,
  task.request_id AS request_id, task.varying_values AS varying_values,
  task.state_id AS state_id, task.created_nanoseconds AS created_nanoseconds,
  task.ended_nanoseconds AS ended_nanoseconds
FROM (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome) AS changed
CROSS JOIN task
LEFT JOIN (
  SELECT day, id_high, id_low, max(number) AS number
  FROM superseded_task
  GROUP BY day, id_high, id_low) AS latest
  ON latest.day = task.day AND latest.id_high = task.id_high AND latest.id_low = task.id_low
LEFT JOIN superseded_task AS before ON before.day = latest.day
  AND before.id_high = latest.id_high AND before.id_low = latest.id_low
  AND before.number = latest.number
WHERE task.day = changed.day
UNION ALL
SELECT day, id_high, id_low, since_number, since_day, number, found_day, outcome_id, request_id,
  varying_values, state_id, created_nanoseconds, ended_nanoseconds
FROM superseded_task
WHERE outcome_id IS NOT NULL;
CREATE VIEW changed_line AS
SELECT coalesce(CASE WHEN sign.tasks = 1 THEN span.since_day ELSE span.until_day END, span.day)
    AS line_day,
  CASE WHEN sign.tasks = 1 THEN span.since_day ELSE span.until_day END AS found_day,
  sign.tasks AS tasks, span.day AS day, span.id_high AS id_high, span.id_low AS id_low,
  coalesce(kept.kept_outcome_id, span.outcome_id) AS outcome_id, span.request_id AS request_id,
  span.varying_values AS varying_values, span.state_id AS state_id,
  span.created_nanoseconds AS created_nanoseconds, span.ended_nanoseconds AS ended_nanoseconds
FROM task_span AS span
CROSS JOIN (SELECT 1 AS tasks UNION ALL SELECT -1) AS sign
LEFT JOIN superseded_outcome AS kept
  ON kept.day = span.day AND kept.outcome_id = span.outcome_id
  AND kept.number > CASE WHEN sign.tasks = 1 THEN span.since_number ELSE span.until_number END
  AND kept.since_number
    <= CASE WHEN sign.tasks = 1 THEN span.since_number ELSE span.until_number END
WHERE sign.tasks = 1 OR span.until_number IS NOT NULL
UNION ALL
SELECT change.found_day, change.found_day, sign.tasks, span.day, span.id_high, span.id_low,
  CASE WHEN sign.tasks = -1 THEN change.kept_outcome_id
    ELSE coalesce(next.kept_outcome_id, span.outcome_id) END,
  span.request_id, span.varying_values, span.state_id, span.created_nanoseconds,
  span.ended_nanoseconds
FROM task_span AS span
CROSS JOIN superseded_outcome AS change
CROSS JOIN (SELECT 1 AS tasks UNION ALL SELECT -1) AS sign
LEFT JOIN superseded_outcome AS next
  ON next.day = change.day AND next.outcome_id = change.outcome_id
  AND next.since_number = change.number
WHERE change.day = span.day AND change.outcome_id = span.outcome_id
  AND change.number > span.since_number
  AND change.number < coalesce(span.until_number, 9223372036854775807)
-- what is not known whose it is has no more than its figures
UNION ALL
SELECT day, NULL, -tasks, day, NULL, NULL, outcome_id, NULL, NULL, NULL, NULL, NULL
FROM unnamed_adjustment
UNION ALL
SELECT found_day, found_day, tasks, day, NULL, NULL, outcome_id, NULL, NULL, NULL, NULL, NULL
FROM unnamed_adjustment
;
CREATE VIEW task_line AS
SELECT day AS line_day, NULL AS found_day, 1 AS tasks, day, id_high, id_low, outcome_id, request_id,
  varying_values, state_id, created_nanoseconds, ended_nanoseconds
FROM task
WHERE day NOT IN (SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
UNION ALL
SELECT line_day, found_day, tasks, day, id_high, id_low, outcome_id, request_id, varying_values,
  state_id, created_nanoseconds, ended_nanoseconds
FROM changed_line;
CREATE VIEW usage_fact AS
SELECT line.id AS id, line.partition_id AS partition_id, part.batch AS batch, part.shard AS shard,
  part.shards AS shards, part.account_id AS account_id, part.day AS day, part.ran_at AS ran_at,
  line.request_id AS request_id, line.read_fields AS read_fields, line.state_id AS state_id,
  line.outcome_id AS outcome_id, line.is_in_conflict AS is_in_conflict,
  line.created_from AS created_from, line.created_to AS created_to, line.ended_at AS ended_at,
  line.tasks AS tasks, line.waits AS waits, line.wait_seconds AS wait_seconds, line.watch AS watch,
  line.source_id AS source_id, line.line AS line
FROM usage_line AS line
JOIN usage_partition AS part ON part.id = line.partition_id;
CREATE VIEW v_outcome AS
SELECT
  figures.outcome_id AS outcome_id,
  figures.model AS model,
  figures.task_type AS task_type,
  figures.sku AS sku,
  figures.status AS status,
  figures.settled AS settled,
  figures.verdict AS verdict,
  figures.billed_points AS billed_points,
  CASE WHEN figures.is_covered = 1 THEN figures.price_points END AS expected_points,
  CASE WHEN figures.is_covered = 1
    THEN coalesce(figures.billed_points, 0) - figures.price_points END AS variance_points,
  CASE WHEN figures.is_covered = 0 OR figures.price_points IS NULL
    THEN figures.billed_points END AS unchecked_points,
  CASE WHEN figures.billed_points IS NULL AND figures.settled = 0
    THEN figures.frozen_points END AS commitment_points,
  figures.price_points AS price_points,
  -- an own-account task that was booked otherwise than the rules say is a finding, whatever its verdict
  CASE WHEN figures.is_finding = 1 OR (figures.verdict = 'own_account'
    AND figures.billed_points <> coalesce(figures.price_points, -1)) THEN 1 ELSE 0 END AS is_finding,
  CASE figures.error_code WHEN 0 THEN NULL WHEN -1 THEN 'not kept'
    ELSE CAST(figures.error_code AS TEXT) END AS error_code
FROM (
  SELECT
    outcome.id AS outcome_id,
    sku.model AS model,
    sku.task_type AS task_type,
    sku.name AS sku,
    status.name AS status,
    status.has_ended AS settled,
    verdict.name AS verdict,
    verdict.is_covered AS is_covered,
    verdict.is_finding AS is_finding,
    CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points END AS billed_points,
    nullif(outcome.expected_points, -1) AS price_points,
    outcome.frozen_points AS frozen_points,
    outcome.error_code AS error_code
  FROM outcome
  JOIN charge ON charge.id = outcome.charge_id
  JOIN sku ON sku.id = charge.sku_id
  JOIN status ON status.id = outcome.status_id
  JOIN verdict ON verdict.id = outcome.verdict_id) AS figures
;
CREATE VIEW v_task AS
SELECT
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)) AS task_id,
  account.name AS account,
  request.model AS model,
  request.task_type AS task_type,
  outcome.status AS status,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + task.created_day)
    || printf('T%02d:%02d:%02d.%09dZ',
      CAST((task.created_second - task.created_second % 3600) / 3600 AS BIGINT),
      CAST((task.created_second % 3600 - task.created_second % 60) / 60 AS BIGINT),
      task.created_second % 60, (task.created_at % 1000000000 + 1000000000) % 1000000000)
    AS created_at,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + task.ended_day)
    || printf('T%02d:%02d:%02d.%09dZ',
      CAST((task.ended_second - task.ended_second % 3600) / 3600 AS BIGINT),
      CAST((task.ended_second % 3600 - task.ended_second % 60) / 60 AS BIGINT),
      task.ended_second % 60, (task.ended_at % 1000000000 + 1000000000) % 1000000000) AS ended_at,
  CASE WHEN task.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(task.day AS INTEGER))
  END AS day,
  charge.quantities AS measures,
  -- the object of the shared fields, with a member for each varying one before its last brace
  CASE WHEN task.varying_values = '' THEN request.fields ELSE
    substr(request.fields, 1, length(request.fields) - 1)
    || CASE WHEN request.fields = '{}' THEN '' ELSE ',' END
    || (SELECT group_concat((request.varying_fields -> ('$[' || field.key || ']')) || ':'
          -- as texts, so that no reader rounds a number
          || (('["' || replace(task.varying_values, ',', '","') || '"]')
            ->> ('$[' || field.key || ']')), ',')
        FROM json_each(request.varying_fields) AS field)
    || '}'
  END AS request,
  state.output_count AS output_count,
  state.error_code AS error_code,
  outcome.billed_points AS billed_points,
  CASE WHEN outcome.billed_points >= 0 THEN printf('%d.%07d',
    CAST((outcome.billed_points - outcome.billed_points % 10000000) / 10000000 AS BIGINT),
    outcome.billed_points % 10000000) END AS billed_usd,
  outcome.billed_points / 1e7 AS billed_usd_real,
  CASE WHEN state.usage_type_id IS NOT NULL AND priced.billed_points <> -2
    THEN priced.frozen_points END AS frozen_points,
  outcome.expected_points AS expected_points,
  CASE WHEN outcome.expected_points >= 0 THEN printf('%d.%07d',
    CAST((outcome.expected_points - outcome.expected_points % 10000000) / 10000000 AS BIGINT),
    outcome.expected_points % 10000000) END AS expected_usd,
  outcome.expected_points / 1e7 AS expected_usd_real,
  outcome.variance_points AS variance_points,
  outcome.unchecked_points AS unchecked_points,
  CASE WHEN state.usage_type_id IS NOT NULL THEN outcome.commitment_points END
    AS commitment_points,
  outcome.price_points AS price_points,
  outcome.verdict AS verdict,
  outcome.settled AS settled,
  outcome.sku AS sku,
  rate.name AS rate,
  source.name || ':' || task.line AS source,
  charge.reason AS unpriced_reason,
  charge.alternatives AS alternatives,
  outcome.is_finding AS is_finding,
  task.day AS day_number
FROM (
  SELECT *,
    -- rounded down, also before 1970
    CAST((created_at
      - (created_at % 86400000000000 + 86400000000000) % 86400000000000) / 86400000000000
      AS INTEGER) AS created_day,
    CAST(((created_at % 86400000000000 + 86400000000000) % 86400000000000
      - (created_at % 1000000000 + 1000000000) % 1000000000) / 1000000000 AS BIGINT)
      AS created_second,
    CAST((ended_at
      - (ended_at % 86400000000000 + 86400000000000) % 86400000000000) / 86400000000000
      AS INTEGER) AS ended_day,
    CAST(((ended_at % 86400000000000 + 86400000000000) % 86400000000000
      - (ended_at % 1000000000 + 1000000000) % 1000000000) / 1000000000 AS BIGINT)
      AS ended_second
  FROM (
    SELECT *,
      day * 86400000000000 + created_nanoseconds AS created_at,
      coalesce(day * 86400000000000 + created_nanoseconds, 0) + ended_nanoseconds AS ended_at
    FROM task) AS task) AS task
JOIN request ON request.id = task.request_id
JOIN state ON state.id = task.state_id
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
JOIN outcome AS priced ON priced.id = task.outcome_id
JOIN charge ON charge.id = priced.charge_id
JOIN source ON source.id = task.source_id
LEFT JOIN rate ON rate.id = charge.rate_id
LEFT JOIN account ON account.id = state.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
;
CREATE VIEW v_daily_cost AS
SELECT
  CASE WHEN line.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.day AS INTEGER))
  END AS day,
  outcome.model AS model,
  outcome.task_type AS task_type,
  outcome.status AS status,
  outcome.verdict AS verdict,
  CAST(sum(line.tasks) AS BIGINT) AS tasks,
  CAST(sum(line.tasks * outcome.billed_points) AS BIGINT) AS billed_points,
  CAST(sum(line.tasks * outcome.billed_points) AS BIGINT) / 1e7 AS billed_usd_real,
  CAST(sum(line.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
  CAST(sum(line.tasks * outcome.expected_points) AS BIGINT) / 1e7 AS expected_usd_real,
  CAST(sum(line.tasks * outcome.variance_points) AS BIGINT) AS variance_points,
  CAST(sum(line.tasks * outcome.unchecked_points) AS BIGINT) AS unchecked_points,
  CAST(sum(line.tasks * outcome.commitment_points) AS BIGINT) AS commitment_points,
  CAST(sum(line.tasks * outcome.price_points) AS BIGINT) AS price_points
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT found_day, outcome_id, tasks FROM adjustment) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
GROUP BY line.day, outcome.model, outcome.task_type, outcome.status, outcome.verdict;
CREATE VIEW v_tagged_cost AS
SELECT
  CASE WHEN tagged.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(tagged.day AS INTEGER))
  END AS day,
  tag_set.tags AS tags,
  outcome.model AS model,
  outcome.task_type AS task_type,
  CAST(sum(tagged.tasks) AS BIGINT) AS tasks,
  CAST(sum(tagged.tasks * outcome.billed_points) AS BIGINT) AS billed_points,
  CAST(sum(tagged.tasks * outcome.billed_points) AS BIGINT) / 1e7 AS billed_usd_real,
  CAST(sum(tagged.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
  CAST(sum(tagged.tasks * outcome.expected_points) AS BIGINT) / 1e7 AS expected_usd_real,
  CAST(sum(tagged.tasks * outcome.variance_points) AS BIGINT) AS variance_points,
  CAST(sum(tagged.tasks * outcome.unchecked_points) AS BIGINT) AS unchecked_points,
  CAST(sum(tagged.tasks * outcome.commitment_points) AS BIGINT) AS commitment_points,
  CAST(sum(tagged.tasks * outcome.price_points) AS BIGINT) AS price_points
FROM (
  SELECT day, outcome_id, tag_set_id, tasks FROM tag_rollup
  UNION ALL
  SELECT found_day, outcome_id, tag_set_id, tasks FROM tag_adjustment) AS tagged
JOIN tag_set ON tag_set.id = tagged.tag_set_id
JOIN v_outcome AS outcome ON outcome.outcome_id = tagged.outcome_id
GROUP BY tagged.day, tag_set.tags, outcome.model, outcome.task_type;
CREATE VIEW v_usage_line AS
SELECT
  line.batch AS batch,
  CAST(line.shard AS TEXT) || '/' || CAST(line.shards AS TEXT) AS shard,
  account.name AS account,
  CASE WHEN line.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.day AS INTEGER))
  END AS day,
  outcome.model AS model,
  outcome.task_type AS task_type,
  outcome.sku AS sku,
  request.fields AS fields,
  outcome.status AS status,
  outcome.verdict AS verdict,
  line.tasks AS tasks,
  line.tasks * outcome.billed_points AS billed_points,
  line.tasks * outcome.expected_points AS expected_points,
  line.tasks * outcome.variance_points AS variance_points,
  line.tasks * outcome.unchecked_points AS unchecked_points,
  line.tasks * outcome.commitment_points AS commitment_points,
  line.tasks * outcome.price_points AS price_points,
  source.name AS source,
  line.line AS source_line
FROM usage_fact AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
JOIN request ON request.id = line.request_id
JOIN source ON source.id = line.source_id
LEFT JOIN account ON account.id = line.account_id;
CREATE VIEW v_history_finding AS
SELECT
  'only_in_history' AS kind,
  NULL AS task_id,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(entry.day AS INTEGER))
    AS day,
  entry.api_key_id AS api_key_id,
  CASE WHEN count(DISTINCT entry.model) = 1 THEN min(entry.model) END AS model,
  NULL AS task_type,
  NULL AS sku,
  count(*) AS count,
  NULL AS billed_points,
  CASE WHEN count(entry.usage_points) = count(*)
    AND (SELECT value FROM setting WHERE name = 'history_unit') IN ('point', 'other')
    THEN CAST(sum(entry.usage_points) AS BIGINT) END AS booked_points,
  NULL AS price_points,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END AS other_unit_type
FROM history_entry AS entry
LEFT JOIN usage_unit AS unit ON unit.usage_type = entry.usage_type
WHERE entry.comparison = 2 AND entry.is_open = 0 AND coalesce(entry.usage_points, 1) <> 0
  AND coalesce(entry.created_at, 0)
    <= (SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'history_due_before')
GROUP BY entry.day, entry.api_key_id,
  CASE WHEN coalesce(unit.is_points, 0) = 0 THEN entry.usage_type END
UNION ALL
SELECT
  difference.kind,
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)),
  CASE WHEN task.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(task.day AS INTEGER))
  END,
  (SELECT min(entry.api_key_id) FROM history_entry AS entry
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low AND entry.comparison <> 3),
  outcome.model,
  outcome.task_type,
  outcome.sku,
  1,
  outcome.billed_points,
  difference.booked_points,
  outcome.price_points,
  NULL
FROM history_difference AS difference
-- each difference leads to its task, and never the other way round
CROSS JOIN task
JOIN v_outcome AS outcome ON outcome.outcome_id = task.outcome_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
WHERE task.day = difference.day AND task.id_high = difference.id_high
  AND task.id_low = difference.id_low
  AND CASE difference.kind
    WHEN 'only_in_responses' THEN task.day * 86400000000000 + task.created_nanoseconds
      <= (SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'history_due_before')
    ELSE (SELECT value FROM setting WHERE name = 'history_unit') IN ('point', 'other') END
;
CREATE VIEW v_wallet AS
SELECT
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + opening_day)
    || printf('T%02d:%02d:%02dZ',
      CAST((opening_second - opening_second % 3600) / 3600 AS BIGINT),
      CAST((opening_second % 3600 - opening_second % 60) / 60 AS BIGINT),
      opening_second % 60) AS opening_at,
  strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + closing_day)
    || printf('T%02d:%02d:%02dZ',
      CAST((closing_second - closing_second % 3600) / 3600 AS BIGINT),
      CAST((closing_second % 3600 - closing_second % 60) / 60 AS BIGINT),
      closing_second % 60) AS closing_at,
  opening_points,
  top_up_points,
  charged_points,
  billed_points,
  unlogged_points,
  expired_points,
  timing_points,
  rounding_points,
  closing_points,
  CASE WHEN closing_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(closing_points) - abs(closing_points) % 10000000) / 10000000 AS BIGINT),
    abs(closing_points) % 10000000) AS closing_usd,
  closing_points / 1e7 AS closing_usd_real,
  unexplained_points,
  CASE WHEN unexplained_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(unexplained_points) - abs(unexplained_points) % 10000000) / 10000000 AS BIGINT),
    abs(unexplained_points) % 10000000) AS unexplained_usd,
  unexplained_points / 1e7 AS unexplained_usd_real,
  tasks,
  detail
FROM (
  SELECT *,
    CAST((opening_at - opening_at % 86400000000000) / 86400000000000 AS INTEGER) AS opening_day,
    CAST((opening_at % 86400000000000 - opening_at % 1000000000) / 1000000000 AS BIGINT)
      AS opening_second,
    CAST((closing_at - closing_at % 86400000000000) / 86400000000000 AS INTEGER) AS closing_day,
    CAST((closing_at % 86400000000000 - closing_at % 1000000000) / 1000000000 AS BIGINT)
      AS closing_second
  FROM wallet_window) AS balance_change
WHERE opening_at IS NOT NULL;
CREATE VIEW v_finding AS
SELECT
  task.verdict AS kind,
  task.task_id AS task_id,
  task.day AS day,
  task.model AS model,
  task.task_type AS task_type,
  1 AS count,
  task.billed_points AS billed_points,
  task.expected_points AS expected_points,
  task.variance_points AS variance_points,
  task.unchecked_points AS unchecked_points,
  task.commitment_points AS commitment_points,
  task.price_points AS price_points,
  CASE
    WHEN task.verdict = 'unpriced' THEN task.unpriced_reason
    WHEN task.verdict = 'other_unit'
      THEN 'booked in a quota or an unknown unit, which is no money'
    WHEN task.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN task.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || (other.value ->> '$[1]')
      FROM json_each(task.alternatives) AS other
      WHERE CAST((other.value ->> '$[0]') AS BIGINT) = task.billed_points LIMIT 1), '')
  END AS detail,
  NULL AS booked_points
FROM v_task AS task
WHERE task.is_finding = 1
  -- only the days are read that have such tasks
  AND task.day_number IN (
    SELECT line.day
    FROM (SELECT day, outcome_id FROM rollup UNION SELECT day, outcome_id FROM adjustment) AS line
    JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
    WHERE outcome.is_finding = 1)
  AND task.day_number NOT IN (
    SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
UNION ALL
SELECT
  outcome.verdict,
  CASE WHEN line.id_high IS NOT NULL THEN coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (line.id_high >> 32) & 4294967295, (line.id_high >> 16) & 65535, line.id_high & 65535,
    (line.id_low >> 48) & 65535, line.id_low & 281474976710655)) END,
  CASE WHEN line.line_day >= 0 THEN strftime('%Y-%m-%d',
    CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.line_day AS INTEGER)) END,
  coalesce(request.model, outcome.model),
  coalesce(request.task_type, outcome.task_type),
  line.tasks,
  line.tasks * outcome.billed_points,
  line.tasks * outcome.expected_points,
  line.tasks * outcome.variance_points,
  line.tasks * outcome.unchecked_points,
  line.tasks * outcome.commitment_points,
  line.tasks * outcome.price_points,
  CASE
    WHEN outcome.verdict = 'unpriced' THEN charge.reason
    WHEN outcome.verdict = 'other_unit'
      THEN 'booked in a quota or an unknown unit, which is no money'
    WHEN outcome.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN outcome.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || (other.value ->> '$[1]')
      FROM json_each(charge.alternatives) AS other
      WHERE CAST((other.value ->> '$[0]') AS BIGINT) = outcome.billed_points LIMIT 1), '')
  END,
  NULL
FROM (
  -- a change that gave a task nothing else that is told here is none
  SELECT changed_line.line_day, changed_line.id_high, changed_line.id_low, priced.charge_id,
    min(priced.id) AS outcome_id, min(changed_line.request_id) AS request_id,
    CAST(sum(changed_line.tasks) AS BIGINT) AS tasks
  FROM (
    SELECT line_day, id_high, id_low, outcome_id, request_id, tasks FROM changed_line
    UNION ALL
    SELECT day, NULL, NULL, outcome_id, request_id, tasks FROM usage_fact) AS changed_line
  JOIN outcome AS priced ON priced.id = changed_line.outcome_id
  GROUP BY changed_line.line_day, changed_line.id_high, changed_line.id_low, priced.charge_id,
    priced.status_id, priced.verdict_id, priced.billed_points, priced.expected_points,
    priced.frozen_points
  HAVING CAST(sum(changed_line.tasks) AS BIGINT) <> 0) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
JOIN charge ON charge.id = line.charge_id
LEFT JOIN request ON request.id = line.request_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = line.id_high AND odd.id_low = line.id_low
WHERE outcome.is_finding = 1
UNION ALL
SELECT kind, task_id, day, model, task_type, count, billed_points, NULL, NULL, NULL, NULL,
  price_points,
  CASE WHEN api_key_id IS NULL THEN '' ELSE 'API key ' || api_key_id END
    || CASE WHEN api_key_id IS NULL OR other_unit_type IS NULL THEN '' ELSE ': ' END
    || CASE WHEN other_unit_type IS NULL THEN ''
      ELSE 'usage type ' || other_unit_type || ', which is no money' END,
  booked_points
FROM v_history_finding
UNION ALL
SELECT 'unexplained_change', NULL, substr(closing_at, 1, 10), NULL, NULL, tasks, billed_points,
  NULL, NULL, NULL, NULL, NULL, 'the balance changed by ' || unexplained_usd
    || ' USD more than is known between ' || opening_at || ' and ' || closing_at, NULL
FROM v_wallet
WHERE unexplained_points <> 0
;
COMMIT;
PRAGMA application_id = 1346980935;
PRAGMA user_version = 8;
