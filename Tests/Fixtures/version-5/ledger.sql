-- A ledger of version 5 with rows of every kind: that of version 4, brought to version 5, and tasks that
-- were asked for; without its filter of ids, which is made anew.
BEGIN TRANSACTION;
CREATE TABLE setting (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('card_fingerprint','45223f5e5613398a');
INSERT INTO setting VALUES('card_name','built-in');
INSERT INTO setting VALUES('history_due_before','1780185600000000000');
INSERT INTO setting VALUES('history_span','1777716000000000000 1778925600000000000');
INSERT INTO setting VALUES('history_unit','unclear');
INSERT INTO setting VALUES('judged_at','1780272000000000000');
INSERT INTO setting VALUES('settlement_rules','{"graceHours":24,"ownAccountPercent":0,"stuckHours":24,"stuckUsualTimes":10}');
INSERT INTO setting VALUES('time_zone','UTC');
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE usage_type (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO usage_type VALUES(1,'llm');
INSERT INTO usage_type VALUES(2,'point');
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
INSERT INTO source VALUES(1,'first.jsonl','1116f7294a890963ee1ebd285182552ef1f81e9c8b0e8a451ff639b7194d22cd',39636,1795390785803479292,1795390785803479292,16556318,1779235200000000000);
INSERT INTO source VALUES(2,'second.jsonl','b95b6042b9117f109c0c645bc7feaefc6eb6c61b846eecd35260310d36ff7a1b',3600,1795390785803835703,1795390785803835703,16556324,1780272000000000000);
INSERT INTO source VALUES(3,'account.jsonl','ab509822201c04568e9715cd2773dbe300c8a27f5bd6c82d7896047ce09f483f',5605,1795390785803186695,1795390785803186695,16556296,1780272000000000000);
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
INSERT INTO status VALUES(100,'weird_status',0);
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
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that tasks share
  varying_fields TEXT NOT NULL,  -- JSON array: the names of the fields that each task has its own value of
  UNIQUE (model, task_type, fields, varying_fields)
) STRICT;
INSERT INTO request VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','["prompt.length"]');
INSERT INTO request VALUES(2,'seedream','seedream-5-lite','{"size":"3K"}','[]');
INSERT INTO request VALUES(3,'kling','video_generation','{"duration":5,"mode":"std","version":"2.6"}','["prompt.length"]');
INSERT INTO request VALUES(4,'kling','video_generation','{"duration":5,"mode":"std","version":"2.6"}','["prompt.length","seed"]');
INSERT INTO request VALUES(5,'unheard','of','{"a":1}','[]');
INSERT INTO request VALUES(6,'seedance','seedance-2','{"duration":5,"resolution":"720p"}','["prompt.length"]');
INSERT INTO request VALUES(7,'Qubico/flux1-schnell','txt2img','{"batch_size":1}','["prompt.length"]');
INSERT INTO request VALUES(8,'Qubico/flux1-schnell','txt2img','{"batch_size":2}','["prompt.length"]');
INSERT INTO request VALUES(9,'Qubico/flux1-schnell','txt2img','{"batch_size":3}','["prompt.length"]');
CREATE TABLE sku (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields that the rate depends on
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO sku VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','seedream/seedream-5-lite size=2K');
INSERT INTO sku VALUES(2,'Qubico/flux1-schnell','txt2img','{}','Qubico/flux1-schnell/txt2img');
INSERT INTO sku VALUES(3,'seedream','seedream-5-lite','{"size":"3K"}','seedream/seedream-5-lite size=3K');
INSERT INTO sku VALUES(4,'kling','video_generation','{"version":"2.6","mode":"std","enable_audio":"false"}','kling/video_generation version=2.6 mode=std enable_audio=false');
INSERT INTO sku VALUES(5,'unheard','of','{}','unheard/of');
INSERT INTO sku VALUES(6,'seedance','seedance-2','{"resolution":"720p"}','seedance/seedance-2 resolution=720p');
CREATE TABLE rate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  pricing TEXT NOT NULL UNIQUE,  -- JSON: what makes the price: lines, multiplier, markups, rounding …
  formula TEXT NOT NULL          -- JSON: the same with its evidence, as the latest card has it
) STRICT;
INSERT INTO rate VALUES(1,'seedream/seedream-5-lite size=2K','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"","place":"","rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"isUnconfirmed":true,"label":"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.052"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-06-01","firstSeen":"2026-03-16","lastSeen":"2026-06-01","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/seedream.yaml:18","provedDays":{"first":"2026-03-16","isEndPublished":false,"isStartPublished":false,"last":"2026-06-01"},"rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"piapi.ai/docs/seedream-api/seedream-5-lite","startsAt":"","surcharges":[]}');
INSERT INTO rate VALUES(2,'Qubico/flux1-schnell/txt2img','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.0015"}],"markups":[],"notes":[],"period":"","place":"","rate":"Qubico/flux1-schnell/txt2img","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[],"card":"built-in","certainty":"high","checked":"2026-10-31","firstSeen":"2026-01-01","lastSeen":"2026-10-31","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.0015"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/flux.yaml:13","provedDays":{"first":"2026-01-01","isEndPublished":false,"isStartPublished":false,"last":"2026-10-31"},"rate":"Qubico/flux1-schnell/txt2img","rounding":"half up","source":"piapi.ai/flux-api","startsAt":"","surcharges":[]}');
INSERT INTO rate VALUES(3,'seedream/seedream-5-lite size=3K','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"multiplier":"1.5","notes":[],"period":"","place":"","rate":"seedream/seedream-5-lite size=3K","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"isUnconfirmed":true,"label":"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.052"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-06-01","firstSeen":"2026-03-16","lastSeen":"2026-06-01","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"multiplier":"1.5","notes":[],"period":"without limit","place":"built-in/seedream.yaml:26","provedDays":{"first":"2026-03-16","isEndPublished":false,"isStartPublished":false,"last":"2026-06-01"},"rate":"seedream/seedream-5-lite size=3K","rounding":"half up","source":"piapi.ai/docs/seedream-api/seedream-5-lite","startsAt":"","surcharges":[]}');
INSERT INTO rate VALUES(4,'kling/video_generation version=2.6 mode=std enable_audio=false','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"second","per":"5","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"","place":"","rate":"kling/video_generation version=2.6 mode=std enable_audio=false","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[],"card":"built-in","certainty":"high","checked":"2026-09-30","firstSeen":"2025-10-01","lastSeen":"2026-09-30","lines":[{"isPerStarted":false,"measure":"second","per":"5","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/kling.yaml:33","provedDays":{"first":"2025-10-01","isEndPublished":false,"isStartPublished":false,"last":"2026-09-30"},"rate":"kling/video_generation version=2.6 mode=std enable_audio=false","rounding":"half up","source":"piapi.ai/docs/kling-api/create-task","startsAt":"","surcharges":[]}');
INSERT INTO rate VALUES(5,'seedance/seedance-2 resolution=720p','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"","place":"","rate":"seedance/seedance-2 resolution=720p","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"isUnconfirmed":true,"label":"the unconfirmed 0.13 USD per second (public client code, medium certainty, seen 2026-04-14)","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.13"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-10-31","firstSeen":"2026-06-01","lastSeen":"2026-10-31","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/seedance.yaml:24","provedDays":{"first":"2026-06-01","isEndPublished":false,"isStartPublished":false,"last":"2026-10-31"},"rate":"seedance/seedance-2 resolution=720p","rounding":"half up","source":"piapi.ai/docs/seedance-api/seedance-2","startsAt":"","surcharges":[]}');
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
INSERT INTO charge VALUES(1,1,1,'{"image":"1"}',280000,'','[[520000,"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)"]]');
INSERT INTO charge VALUES(2,2,2,'{"image":"1"}',15000,'','[]');
INSERT INTO charge VALUES(3,2,2,'{"image":"2"}',30000,'','[]');
INSERT INTO charge VALUES(4,2,2,'{"image":"3"}',45000,'','[]');
INSERT INTO charge VALUES(5,3,3,'{"image":"1"}',420000,'','[[520000,"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)"]]');
INSERT INTO charge VALUES(6,4,4,'{"second":"5"}',2000000,'','[]');
INSERT INTO charge VALUES(7,5,NULL,'{}',NULL,'no rate for model unheard','[]');
INSERT INTO charge VALUES(8,6,5,'{"second":"5"}',10000000,'','[[6500000,"the unconfirmed 0.13 USD per second (public client code, medium certainty, seen 2026-04-14)"]]');
CREATE TABLE pricing_input (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,          -- JSON object: the fields of the request that a rate reads
  read_fields TEXT NOT NULL,     -- JSON array: the names of all fields that a rate reads
  output_count INTEGER NOT NULL, -- -1: none to count, -2: no rate reads it
  valid_from INTEGER NOT NULL,   -- created in [from, until), a span without a change of price;
  valid_until INTEGER NOT NULL,  -- the ends of the range mean no bound, equal ones no known time
  UNIQUE (model, task_type, fields, read_fields, output_count, valid_from, valid_until)
) STRICT;
INSERT INTO pricing_input VALUES(1,'seedream','seedream-5-lite','{"size":"2K"}','["max_images","outputs","sequential_image_generation","size"]',1,0,0);
INSERT INTO pricing_input VALUES(2,'seedream','seedream-5-lite','{"size":"2K"}','["max_images","outputs","sequential_image_generation","size"]',1,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(3,'seedream','seedream-5-lite','{"size":"2K"}','["max_images","outputs","sequential_image_generation","size"]',-1,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(4,'Qubico/flux1-schnell','txt2img','{"batch_size":1}','["batch_size"]',-2,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(5,'Qubico/flux1-schnell','txt2img','{"batch_size":2}','["batch_size"]',-2,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(6,'Qubico/flux1-schnell','txt2img','{"batch_size":3}','["batch_size"]',-2,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(7,'seedream','seedream-5-lite','{"size":"3K"}','["max_images","outputs","sequential_image_generation","size"]',1,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(8,'kling','video_generation','{"duration":5,"mode":"std","version":"2.6"}','["duration","enable_audio","mode","multi_shots.duration.sum","version"]',-2,1770956250000000000,9223372036854775807);
INSERT INTO pricing_input VALUES(9,'unheard','of','{}','[]',-2,-9223372036854775808,9223372036854775807);
INSERT INTO pricing_input VALUES(10,'seedance','seedance-2','{"duration":5,"resolution":"720p"}','["duration","resolution","video_urls.count"]',-2,-9223372036854775808,9223372036854775807);
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
  billed_points INTEGER NOT NULL,  -- of each task; -1: not known, or nothing booked yet
  expected_points INTEGER NOT NULL, -- of each task; -1: not one known amount
  frozen_points INTEGER NOT NULL,  -- of each task that has not ended
  waits INTEGER NOT NULL,        -- ended tasks whose time from creation to end is known
  wait_seconds INTEGER NOT NULL  -- that time, summed
, error_code INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO outcome VALUES(1,1,1,4,1,0,0,0,-1,280000,280000,0,0,0,0);
INSERT INTO outcome VALUES(2,2,1,4,1,0,0,0,-1,280000,280000,0,12,209,0);
INSERT INTO outcome VALUES(3,3,1,2,1,0,0,0,-1,280000,280000,0,0,0,0);
INSERT INTO outcome VALUES(4,4,2,4,2,0,0,0,-1,20000,15000,0,1,5,0);
INSERT INTO outcome VALUES(5,5,3,4,2,0,0,0,-1,40000,30000,0,1,5,0);
INSERT INTO outcome VALUES(6,6,4,4,2,0,0,0,-1,60000,45000,0,1,5,0);
INSERT INTO outcome VALUES(7,7,5,4,1,0,0,0,-1,420000,420000,0,1,9,0);
INSERT INTO outcome VALUES(8,2,1,4,2,0,0,0,-1,300000,280000,0,1,9,0);
INSERT INTO outcome VALUES(9,2,1,4,2,0,0,0,-1,520000,280000,0,1,20,0);
INSERT INTO outcome VALUES(10,3,1,5,6,0,0,0,-1,0,0,0,1,60,0);
INSERT INTO outcome VALUES(11,3,1,5,9,0,0,1,-1,280000,0,0,1,60,0);
INSERT INTO outcome VALUES(12,3,1,6,6,0,0,0,-1,0,0,0,1,60,0);
INSERT INTO outcome VALUES(13,8,6,3,12,0,0,1,-1,-1,2000000,2600000,0,0,0);
INSERT INTO outcome VALUES(14,9,7,4,13,0,0,0,-1,12345,-1,0,1,10,0);
INSERT INTO outcome VALUES(15,2,1,4,14,0,0,0,-1,-1,280000,0,1,10,0);
INSERT INTO outcome VALUES(16,2,1,4,10,1,0,0,-1,0,0,0,1,10,0);
INSERT INTO outcome VALUES(17,3,1,100,1,0,0,0,-1,280000,280000,0,0,0,0);
INSERT INTO outcome VALUES(18,8,6,4,2,0,0,0,-1,2600000,2000000,0,12,3060,0);
INSERT INTO outcome VALUES(19,10,8,5,6,0,0,0,-1,0,0,0,12,720,10003);
INSERT INTO outcome VALUES(20,10,8,5,9,0,0,1,-1,40000,0,0,0,0,-1);
INSERT INTO outcome VALUES(21,10,8,5,9,0,0,1,-1,200000,0,0,0,0,-1);
INSERT INTO outcome VALUES(22,8,6,2,11,0,0,0,-1,-1,2000000,2600000,0,0,0);
INSERT INTO outcome VALUES(23,10,8,5,3,0,0,1,100000,40000,100000,0,9,540,10003);
INSERT INTO outcome VALUES(24,10,8,5,3,0,0,1,500000,40000,500000,0,1,60,10003);
INSERT INTO outcome VALUES(25,10,8,5,3,0,0,1,500000,200000,500000,0,2,120,10003);
INSERT INTO outcome VALUES(26,2,1,4,15,0,1,0,-1,300000,280000,0,1,9,0);
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
INSERT INTO state VALUES(1,NULL,4,0,1,NULL,1,0,280000);
INSERT INTO state VALUES(2,NULL,4,0,1,NULL,1,0,420000);
INSERT INTO state VALUES(3,NULL,4,0,1,NULL,1,0,300000);
INSERT INTO state VALUES(4,NULL,4,0,1,NULL,1,0,520000);
INSERT INTO state VALUES(5,NULL,5,0,NULL,NULL,1,0,0);
INSERT INTO state VALUES(6,NULL,5,0,NULL,NULL,1,0,280000);
INSERT INTO state VALUES(7,NULL,6,0,NULL,NULL,1,0,0);
INSERT INTO state VALUES(8,NULL,2,0,NULL,NULL,1,0,280000);
INSERT INTO state VALUES(9,NULL,3,0,NULL,NULL,2,2600000,0);
INSERT INTO state VALUES(10,NULL,2,0,NULL,NULL,2,2600000,0);
INSERT INTO state VALUES(11,NULL,4,0,1,NULL,2,0,2600000);
INSERT INTO state VALUES(12,NULL,4,0,1,NULL,2,2600000,2600000);
INSERT INTO state VALUES(13,NULL,4,0,1,NULL,1,0,12345);
INSERT INTO state VALUES(14,NULL,4,0,1,NULL,NULL,NULL,NULL);
INSERT INTO state VALUES(15,NULL,4,1,1,NULL,1,0,0);
INSERT INTO state VALUES(16,NULL,100,0,NULL,NULL,1,0,280000);
INSERT INTO state VALUES(17,NULL,5,0,NULL,10003,2,0,0);
INSERT INTO state VALUES(18,NULL,5,0,NULL,10003,2,0,40000);
INSERT INTO state VALUES(19,NULL,5,0,NULL,10003,2,0,200000);
INSERT INTO state VALUES(20,NULL,4,0,1,NULL,1,0,20000);
INSERT INTO state VALUES(21,NULL,4,0,1,NULL,1,0,40000);
INSERT INTO state VALUES(22,NULL,4,0,1,NULL,1,0,60000);
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
  has_details INTEGER NOT NULL,       -- whether booking, usage_stamp or odd_task_id hold more of it
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (day, id_high, id_low)
) STRICT, WITHOUT ROWID;
INSERT INTO task VALUES(-1,9167653315844262767,-7345089517264568281,1,'1',1,1,NULL,1778310010000000000,0,0,0,1,27);
INSERT INTO task VALUES(-1,9167653315844262767,-7345089517264568280,1,'1',1,1,NULL,NULL,NULL,0,0,1,28);
INSERT INTO task VALUES(20553,9167653315844262767,-7345089517264568233,1,'1',3,26,36000000000000,9000000000,0,0,1,2,1);
INSERT INTO task VALUES(20554,9167653315844262767,-7345089517264568232,1,'1',1,2,36000000000000,30000000000,0,0,0,2,2);
INSERT INTO task VALUES(20555,9167653315844262767,-7345089517264568231,1,'1',1,2,36000000000000,5000000000,0,0,0,1,59);
INSERT INTO task VALUES(20556,9167653315844262767,-7345089517264568224,1,'1',1,2,36000000000000,5000000000,0,0,0,1,60);
INSERT INTO task VALUES(20557,9167653315844262767,-7345089517264568223,1,'1',1,2,36000000000000,5000000000,0,0,0,1,61);
INSERT INTO task VALUES(20558,9167653315844262767,-7345089517264568222,1,'1',1,2,36000000000000,5000000000,0,0,0,1,62);
INSERT INTO task VALUES(20558,9167653315844262767,-7345089517264566016,1,'1',1,2,36000000000000,5000000000,0,0,0,2,4);
INSERT INTO task VALUES(20559,9167653315844262767,-7345089517264568221,1,'1',1,2,36000000000000,5000000000,0,0,0,1,63);
INSERT INTO task VALUES(20560,9167653315844262767,-7345089517264568220,1,'1',1,2,36000000000000,5000000000,0,0,0,1,64);
INSERT INTO task VALUES(20561,9167653315844262767,-7345089517264568219,1,'1',1,2,36000000000000,5000000000,0,0,0,1,65);
INSERT INTO task VALUES(20563,9167653315844262767,-7345089517264568236,7,'1',20,4,7200000000000,5000000000,0,0,0,1,54);
INSERT INTO task VALUES(20564,9167653315844262767,-7345089517264568235,8,'1',21,5,7200000000000,5000000000,0,0,0,1,55);
INSERT INTO task VALUES(20565,9167653315844262767,-7345089517264568234,9,'1',22,6,7200000000000,5000000000,0,0,0,1,56);
INSERT INTO task VALUES(20577,9167653315844262767,-7345089517264568319,1,'1',1,2,36000123456789,9376543211,0,0,0,1,1);
INSERT INTO task VALUES(20577,9167653315844262767,-7345089517264568318,2,'',2,7,36000123456789,9376543211,0,0,0,1,2);
INSERT INTO task VALUES(20577,9167653315844262767,-7345089517264568317,1,'1',3,8,36000123456789,9376543211,0,0,0,1,3);
INSERT INTO task VALUES(20578,9167653315844262767,-7345089517264568316,1,'1',4,9,28800000000000,20000000000,0,0,0,1,4);
INSERT INTO task VALUES(20578,9167653315844262767,-7345089517264568315,1,'1',5,10,32400000000000,60000000000,0,0,0,1,5);
INSERT INTO task VALUES(20579,9167653315844262767,-7345089517264568314,1,'1',6,11,32400000000000,60000000000,0,2,0,1,6);
INSERT INTO task VALUES(20579,9167653315844262767,-7345089517264568313,1,'1',7,12,36000000000000,60000000000,0,0,0,1,7);
INSERT INTO task VALUES(20580,9167653315844262767,-7345089517264568312,1,'1',8,3,32400000000000,NULL,0,0,0,1,8);
INSERT INTO task VALUES(20581,9167653315844262767,-7345089517264568311,3,'1',9,13,0,NULL,0,2,0,1,9);
INSERT INTO task VALUES(20582,-6754477710270074716,6305616226315965442,1,'1',1,2,21600000000000,10000000000,0,0,1,1,26);
INSERT INTO task VALUES(20582,9167653315844262767,-7345089517264568285,5,'',13,14,10800000000000,10000000000,0,0,0,1,23);
INSERT INTO task VALUES(20582,9167653315844262767,-7345089517264568284,1,'1',14,15,14400000000000,10000000000,0,0,0,1,24);
INSERT INTO task VALUES(20582,9167653315844262767,-7345089517264568283,1,'1',15,16,18000000000000,10000000000,0,0,0,1,25);
INSERT INTO task VALUES(20582,9167653315844262767,-7345089517264568279,1,'1',16,17,28800000000000,NULL,0,0,0,1,29);
INSERT INTO task VALUES(20583,9167653315844262767,-7345089517264568303,4,'1,1000',11,18,10800000000000,60000000000,0,0,0,1,11);
INSERT INTO task VALUES(20584,9167653315844262767,-7345089517264568302,4,'1,1001',12,18,10800000000000,120000000000,0,0,0,1,12);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568301,4,'1,1002',11,18,10800000000000,180000000000,0,0,0,1,13);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568272,6,'1',17,19,0,60000000000,0,0,0,1,30);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568271,6,'1',18,23,3600000000000,60000000000,0,0,0,1,31);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568270,6,'1',17,19,7200000000000,60000000000,0,0,0,1,32);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568269,6,'1',18,23,10800000000000,60000000000,0,0,0,1,33);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568268,6,'1',17,19,14400000000000,60000000000,0,0,0,1,34);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568267,6,'1',18,23,18000000000000,60000000000,0,0,0,1,35);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568266,6,'1',17,19,21600000000000,60000000000,0,0,0,1,36);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568265,6,'1',18,23,25200000000000,60000000000,0,0,0,1,37);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568264,6,'1',17,19,28800000000000,60000000000,0,0,0,1,38);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568263,6,'1',18,23,32400000000000,60000000000,0,0,0,1,39);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568256,6,'1',17,19,36000000000000,60000000000,0,0,0,1,40);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568255,6,'1',18,23,39600000000000,60000000000,0,0,0,1,41);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568254,6,'1',17,19,43200000000000,60000000000,0,0,0,1,42);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568253,6,'1',18,23,46800000000000,60000000000,0,0,0,1,43);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568252,6,'1',17,19,50400000000000,60000000000,0,0,0,1,44);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568251,6,'1',18,23,54000000000000,60000000000,0,0,0,1,45);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568250,6,'1',17,19,57600000000000,60000000000,0,0,0,1,46);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568249,6,'1',18,23,61200000000000,60000000000,0,0,0,1,47);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568248,6,'1',17,19,64800000000000,60000000000,0,0,0,1,48);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568247,6,'1',18,24,68400000000000,60000000000,0,0,0,1,49);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568240,6,'1',17,19,72000000000000,60000000000,0,0,0,1,50);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568239,6,'1',19,25,75600000000000,60000000000,0,0,0,1,51);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568238,6,'1',17,19,79200000000000,60000000000,0,0,0,1,52);
INSERT INTO task VALUES(20585,9167653315844262767,-7345089517264568237,6,'1',19,25,82800000000000,60000000000,0,0,0,1,53);
INSERT INTO task VALUES(20586,9167653315844262767,-7345089517264568300,4,'1,1003',12,18,10800000000000,240000000000,0,0,0,1,14);
INSERT INTO task VALUES(20587,9167653315844262767,-7345089517264568299,4,'1,1004',11,18,10800000000000,300000000000,0,0,0,1,15);
INSERT INTO task VALUES(20588,9167653315844262767,-7345089517264568298,4,'1,1005',12,18,10800000000000,360000000000,0,0,0,1,16);
INSERT INTO task VALUES(20588,9167653315844262767,-7345089517264566015,1,'1',1,2,36000000000000,120000000000,0,0,1,2,6);
INSERT INTO task VALUES(20589,9167653315844262767,-7345089517264568297,4,'1,1006',11,18,10800000000000,420000000000,0,0,0,1,17);
INSERT INTO task VALUES(20590,9167653315844262767,-7345089517264568296,4,'1,1007',12,18,10800000000000,480000000000,0,0,0,1,18);
INSERT INTO task VALUES(20591,9167653315844262767,-7345089517264568295,4,'1,1008',11,18,10800000000000,540000000000,0,0,0,1,19);
INSERT INTO task VALUES(20592,9167653315844262767,-7345089517264568288,4,'1,1009',12,18,10800000000000,60000000000,0,0,0,1,20);
INSERT INTO task VALUES(20593,9167653315844262767,-7345089517264568287,4,'1,1010',11,18,10800000000000,120000000000,0,0,0,1,21);
INSERT INTO task VALUES(20594,9167653315844262767,-7345089517264568286,4,'1,1011',12,18,10800000000000,180000000000,0,0,0,1,22);
INSERT INTO task VALUES(20604,9167653315844262767,-7345089517264568304,3,'1',10,22,72000000000000,NULL,0,1,0,1,10);
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
INSERT INTO odd_task_id VALUES(-6754477710270074716,6305616226315965442,'an-odd-id_1');
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
INSERT INTO booking VALUES(9167653315844262767,-7345089517264568233,280000,0,'llm',1775815205000000000,1775815205000000000,1,57);
INSERT INTO booking VALUES(9167653315844262767,-7345089517264568233,300000,0,'llm',1775815209000000000,1775815209000000000,2,1);
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
INSERT INTO usage_stamp VALUES(9167653315844262767,-7345089517264566015,0,NULL,1778839200000000000,2,6);
CREATE TABLE rollup (
  day INTEGER NOT NULL,              -- -1: tasks without a creation time
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (day, outcome_id)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup VALUES(-1,1,2);
INSERT INTO rollup VALUES(20553,2,1);
INSERT INTO rollup VALUES(20554,3,1);
INSERT INTO rollup VALUES(20555,2,1);
INSERT INTO rollup VALUES(20556,2,1);
INSERT INTO rollup VALUES(20557,2,1);
INSERT INTO rollup VALUES(20558,2,1);
INSERT INTO rollup VALUES(20559,2,1);
INSERT INTO rollup VALUES(20560,2,1);
INSERT INTO rollup VALUES(20561,2,1);
INSERT INTO rollup VALUES(20563,4,1);
INSERT INTO rollup VALUES(20564,5,1);
INSERT INTO rollup VALUES(20565,6,1);
INSERT INTO rollup VALUES(20577,2,1);
INSERT INTO rollup VALUES(20577,7,1);
INSERT INTO rollup VALUES(20577,8,1);
INSERT INTO rollup VALUES(20578,9,1);
INSERT INTO rollup VALUES(20578,10,1);
INSERT INTO rollup VALUES(20579,11,1);
INSERT INTO rollup VALUES(20579,12,1);
INSERT INTO rollup VALUES(20580,3,1);
INSERT INTO rollup VALUES(20581,13,1);
INSERT INTO rollup VALUES(20582,2,1);
INSERT INTO rollup VALUES(20582,14,1);
INSERT INTO rollup VALUES(20582,15,1);
INSERT INTO rollup VALUES(20582,16,1);
INSERT INTO rollup VALUES(20582,17,1);
INSERT INTO rollup VALUES(20583,18,1);
INSERT INTO rollup VALUES(20584,18,1);
INSERT INTO rollup VALUES(20585,18,1);
INSERT INTO rollup VALUES(20585,19,12);
INSERT INTO rollup VALUES(20585,23,9);
INSERT INTO rollup VALUES(20585,24,1);
INSERT INTO rollup VALUES(20585,25,2);
INSERT INTO rollup VALUES(20586,18,1);
INSERT INTO rollup VALUES(20587,18,1);
INSERT INTO rollup VALUES(20588,2,1);
INSERT INTO rollup VALUES(20588,18,1);
INSERT INTO rollup VALUES(20589,18,1);
INSERT INTO rollup VALUES(20590,18,1);
INSERT INTO rollup VALUES(20591,18,1);
INSERT INTO rollup VALUES(20592,18,1);
INSERT INTO rollup VALUES(20593,18,1);
INSERT INTO rollup VALUES(20594,18,1);
INSERT INTO rollup VALUES(20604,22,1);
CREATE TABLE unchecked_day (
  day INTEGER PRIMARY KEY
) STRICT;
INSERT INTO unchecked_day VALUES(-1);
INSERT INTO unchecked_day VALUES(20553);
INSERT INTO unchecked_day VALUES(20554);
INSERT INTO unchecked_day VALUES(20555);
INSERT INTO unchecked_day VALUES(20556);
INSERT INTO unchecked_day VALUES(20557);
INSERT INTO unchecked_day VALUES(20558);
INSERT INTO unchecked_day VALUES(20559);
INSERT INTO unchecked_day VALUES(20560);
INSERT INTO unchecked_day VALUES(20561);
INSERT INTO unchecked_day VALUES(20563);
INSERT INTO unchecked_day VALUES(20564);
INSERT INTO unchecked_day VALUES(20565);
INSERT INTO unchecked_day VALUES(20577);
INSERT INTO unchecked_day VALUES(20578);
INSERT INTO unchecked_day VALUES(20579);
INSERT INTO unchecked_day VALUES(20580);
INSERT INTO unchecked_day VALUES(20581);
INSERT INTO unchecked_day VALUES(20582);
INSERT INTO unchecked_day VALUES(20583);
INSERT INTO unchecked_day VALUES(20584);
INSERT INTO unchecked_day VALUES(20585);
INSERT INTO unchecked_day VALUES(20586);
INSERT INTO unchecked_day VALUES(20587);
INSERT INTO unchecked_day VALUES(20588);
INSERT INTO unchecked_day VALUES(20589);
INSERT INTO unchecked_day VALUES(20590);
INSERT INTO unchecked_day VALUES(20591);
INSERT INTO unchecked_day VALUES(20592);
INSERT INTO unchecked_day VALUES(20593);
INSERT INTO unchecked_day VALUES(20594);
INSERT INTO unchecked_day VALUES(20604);
CREATE TABLE closed_month (
  month TEXT PRIMARY KEY NOT NULL,   -- 2026-09
  closed_at INTEGER NOT NULL,
  card_name TEXT NOT NULL,
  card_fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO closed_month VALUES('2026-04',1779235200000000000,'built-in','45223f5e5613398a');
CREATE TABLE month_event (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('closed', 'reopened')),
  happened_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO month_event VALUES(1,'2026-04','closed',1779235200000000000,'');
CREATE TABLE adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id)
) STRICT, WITHOUT ROWID;
INSERT INTO adjustment VALUES(20605,20553,2,-1);
INSERT INTO adjustment VALUES(20605,20553,26,1);
INSERT INTO adjustment VALUES(20605,20554,2,1);
INSERT INTO adjustment VALUES(20605,20554,3,-1);
INSERT INTO adjustment VALUES(20605,20558,2,1);
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
  id_high INTEGER,                   -- the task id in two numbers, as in task
  id_low INTEGER,
  day INTEGER,                       -- accounting day of created_at
  booked_at INTEGER,                 -- when it moved the balance
  usage_points INTEGER,              -- usage, if it is whole: points once the unit is verified
  is_open INTEGER NOT NULL DEFAULT 0,  -- its task was still running
  -- -1: not linked to a task id yet; 0: to be compared; 1: the responses know the task; 2: they do not
  comparison INTEGER NOT NULL DEFAULT -1,
  task_day INTEGER,                  -- the day under which the task is stored, where it is known
  PRIMARY KEY (account, entry_id)
) STRICT, WITHOUT ROWID;
INSERT INTO history_entry VALUES('acc-1','1','7f3a0c1e-52d4-4b6f-9a11-000000000001','1','seedream','create','finished','public','llm','280000',1777716000000000000,1777716009000000000,3,1,9167653315844262767,-7345089517264568319,20575,1777716000000000000,280000,0,1,20577);
INSERT INTO history_entry VALUES('acc-1','10','an-odd-id_1','1','seedream','create','finished','public','llm','280000',1778493600000000000,1778493609000000000,3,1,-6754477710270074716,6305616226315965442,20584,1778493600000000000,280000,0,1,20582);
INSERT INTO history_entry VALUES('acc-1','11','7f3a0c1e-52d4-4b6f-9a11-000000000011','2','seedream','create','finished','public','llm','280000',1778580000000000000,1778580009000000000,3,1,9167653315844262767,-7345089517264568303,20585,1778580000000000000,280000,0,1,20583);
INSERT INTO history_entry VALUES('acc-1','12','7f3a0c1e-52d4-4b6f-9a11-000000000012','0','seedream','create','finished','public','llm','280000',1778666400000000000,1778666409000000000,3,1,9167653315844262767,-7345089517264568302,20586,1778666400000000000,280000,0,1,20584);
INSERT INTO history_entry VALUES('acc-1','13','7f3a0c1e-52d4-4b6f-9a11-000000000013','1','seedream','create','finished','public','llm','280000',1778752800000000000,1778752809000000000,3,1,9167653315844262767,-7345089517264568301,20587,1778752800000000000,280000,0,1,20585);
INSERT INTO history_entry VALUES('acc-1','14','7f3a0c1e-52d4-4b6f-9a11-000000000014','2','seedream','create','finished','public','llm','0.5',1778839200000000000,1778839209000000000,3,1,9167653315844262767,-7345089517264568300,20588,1778839200000000000,NULL,0,1,20586);
INSERT INTO history_entry VALUES('acc-1','15','an-odd-id_1','0','seedream','create','finished','public','llm','280000',1778925600000000000,1778925609000000000,3,1,-6754477710270074716,6305616226315965442,20589,1778925600000000000,280000,0,1,20582);
INSERT INTO history_entry VALUES('acc-1','2','7f3a0c1e-52d4-4b6f-9a11-000000000002','2','seedream','create','finished','public','llm','280000',1777802400000000000,1777802409000000000,3,1,9167653315844262767,-7345089517264568318,20576,1777802400000000000,280000,0,1,20577);
INSERT INTO history_entry VALUES('acc-1','3','7f3a0c1e-52d4-4b6f-9a11-000000000003','0','seedream','create','finished','public','llm','280000',1777888800000000000,1777888809000000000,3,1,9167653315844262767,-7345089517264568317,20577,1777888800000000000,280000,0,1,20577);
INSERT INTO history_entry VALUES('acc-1','4','7f3a0c1e-52d4-4b6f-9a11-000000000004','1','seedream','create','finished','public','llm','280000',1777975200000000000,1777975209000000000,3,1,9167653315844262767,-7345089517264568316,20578,1777975200000000000,280000,0,1,20578);
INSERT INTO history_entry VALUES('acc-1','5','an-odd-id_1','2','seedream','create','finished','public','llm','280000',1778061600000000000,1778061609000000000,3,1,-6754477710270074716,6305616226315965442,20579,1778061600000000000,280000,0,1,20582);
INSERT INTO history_entry VALUES('acc-1','6','7f3a0c1e-52d4-4b6f-9a11-000000000006','0','seedream','create','finished','public','llm','280000',1778148000000000000,1778148009000000000,3,1,9167653315844262767,-7345089517264568314,20580,1778148000000000000,280000,0,1,20579);
INSERT INTO history_entry VALUES('acc-1','7','7f3a0c1e-52d4-4b6f-9a11-000000000007','1','seedream','create','finished','public','llm','0.5',1778234400000000000,1778234409000000000,3,1,9167653315844262767,-7345089517264568313,20581,1778234400000000000,NULL,0,1,20579);
INSERT INTO history_entry VALUES('acc-1','8','7f3a0c1e-52d4-4b6f-9a11-000000000008','2','seedream','create','finished','public','llm','280000',1778320800000000000,1778320809000000000,3,1,9167653315844262767,-7345089517264568312,20582,1778320800000000000,280000,0,1,20580);
INSERT INTO history_entry VALUES('acc-1','9','7f3a0c1e-52d4-4b6f-9a11-000000000009','0','seedream','create','finished','public','llm','280000',1778407200000000000,1778407209000000000,3,1,9167653315844262767,-7345089517264568311,20583,1778407200000000000,280000,0,1,20581);
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
INSERT INTO balance_snapshot VALUES(1,'studio','pro','12.5','{"credit_pack_info":{"credit_packs":[]},"wallet":{"point_remain":125000000}}',-1,1780272000000000000,3,2);
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
INSERT INTO history_difference VALUES(-6754477710270074716,6305616226315965442,20582,'booked_differently',3,840000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568318,20577,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568317,20577,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568316,20578,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568313,20579,'booked_differently',1,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568303,20583,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568302,20584,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568301,20585,'booked_differently',1,280000);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568300,20586,'booked_differently',1,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568299,20587,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568298,20588,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568297,20589,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568285,20582,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568279,20582,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568271,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568269,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568267,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568265,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568263,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568255,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568253,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568251,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568249,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568247,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568239,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264568237,20585,'only_in_responses',0,NULL);
INSERT INTO history_difference VALUES(9167653315844262767,-7345089517264566015,20588,'only_in_responses',0,NULL);
CREATE TABLE top_up (
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,              -- accounting day
  at INTEGER,                        -- the moment, where it is known
  points INTEGER NOT NULL CHECK (points > 0),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'credit')),
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE wallet_spend (
  basis TEXT NOT NULL CHECK (basis IN ('ended', 'created')),
  day INTEGER NOT NULL,
  closing_at INTEGER NOT NULL,
  points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (basis, day, closing_at)
) STRICT, WITHOUT ROWID;
INSERT INTO wallet_spend VALUES('created',-1,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20553,1780272000000000000,300000,1);
INSERT INTO wallet_spend VALUES('created',20554,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20555,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20556,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20557,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20558,1780272000000000000,560000,2);
INSERT INTO wallet_spend VALUES('created',20559,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20560,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20561,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20563,1780272000000000000,20000,1);
INSERT INTO wallet_spend VALUES('created',20564,1780272000000000000,40000,1);
INSERT INTO wallet_spend VALUES('created',20565,1780272000000000000,60000,1);
INSERT INTO wallet_spend VALUES('created',20577,1780272000000000000,1000000,3);
INSERT INTO wallet_spend VALUES('created',20578,1780272000000000000,520000,1);
INSERT INTO wallet_spend VALUES('created',20579,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20580,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('created',20581,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20582,1780272000000000000,572345,3);
INSERT INTO wallet_spend VALUES('created',20583,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20584,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20585,1780272000000000000,3400000,13);
INSERT INTO wallet_spend VALUES('created',20586,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20587,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20588,1780272000000000000,2880000,2);
INSERT INTO wallet_spend VALUES('created',20589,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20590,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20591,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20592,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20593,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20594,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('created',20604,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',-1,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20553,1780272000000000000,300000,1);
INSERT INTO wallet_spend VALUES('ended',20554,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20555,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20556,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20557,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20558,1780272000000000000,560000,2);
INSERT INTO wallet_spend VALUES('ended',20559,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20560,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20561,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20563,1780272000000000000,20000,1);
INSERT INTO wallet_spend VALUES('ended',20564,1780272000000000000,40000,1);
INSERT INTO wallet_spend VALUES('ended',20565,1780272000000000000,60000,1);
INSERT INTO wallet_spend VALUES('ended',20577,1780272000000000000,1000000,3);
INSERT INTO wallet_spend VALUES('ended',20578,1780272000000000000,520000,1);
INSERT INTO wallet_spend VALUES('ended',20579,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20580,1780272000000000000,280000,1);
INSERT INTO wallet_spend VALUES('ended',20582,1780272000000000000,572345,3);
INSERT INTO wallet_spend VALUES('ended',20583,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20584,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20585,1780272000000000000,3400000,13);
INSERT INTO wallet_spend VALUES('ended',20586,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20587,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20588,1780272000000000000,2880000,2);
INSERT INTO wallet_spend VALUES('ended',20589,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20590,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20591,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20592,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20593,1780272000000000000,2600000,1);
INSERT INTO wallet_spend VALUES('ended',20594,1780272000000000000,2600000,1);
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
  detail TEXT NOT NULL
) STRICT;
INSERT INTO wallet_window VALUES(1780272000000000000,NULL,NULL,0,38152345,0,0,125000000,0,48,'');
CREATE TABLE night (
  day INTEGER PRIMARY KEY,           -- accounting day of the run
  checked_points INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  balance_points INTEGER             -- NULL: no balance is known
, ran_at INTEGER) STRICT;
CREATE TABLE night_finding (
  night INTEGER NOT NULL REFERENCES night,
  kind TEXT NOT NULL,
  sku TEXT NOT NULL,
  detail TEXT NOT NULL,
  day INTEGER NOT NULL,              -- of findings that are of one day, else -1
  tasks INTEGER NOT NULL,
  points INTEGER NOT NULL,           -- the amount at stake, with its sign
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
INSERT INTO claim VALUES(1,'2026-05-01 to 2026-05-31',1780272000000000000,'built-in','45223f5e5613398a',0,0,0,0);
CREATE TABLE claim_event (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim,
  state TEXT NOT NULL
    CHECK (state IN ('drafted', 'sent', 'accepted', 'rejected', 'credited')),
  happened_at INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
INSERT INTO claim_event VALUES(1,1,'drafted',1780272000000000000,'');
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
INSERT INTO claim_cause VALUES(1,1,1,'overcharged','kling/video_generation version=2.6 mode=std enable_audio=false','0.2 USD per 5 seconds','piapi.ai/docs/kling-api/create-task, checked 2026-09-30, in force without limit','');
INSERT INTO claim_cause VALUES(1,2,1,'overcharged','seedream/seedream-5-lite size=2K','0.028 USD per image','piapi.ai/docs/seedream-api/seedream-5-lite, checked 2026-06-01, in force without limit','');
INSERT INTO claim_cause VALUES(1,3,1,'overcharged','seedream/seedream-5-lite size=2K','0.028 USD per image','piapi.ai/docs/seedream-api/seedream-5-lite, checked 2026-06-01, in force without limit','billed equals the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)');
INSERT INTO claim_cause VALUES(1,4,1,'refund_due','seedream/seedream-5-lite size=2K','points of a failed or cancelled task are returned','the provider''s refund rule','');
INSERT INTO claim_cause VALUES(1,5,1,'undercharged','seedance/seedance-2 resolution=720p','0.2 USD per second','piapi.ai/docs/seedance-api/seedance-2, checked 2026-10-31, in force without limit','');
INSERT INTO claim_cause VALUES(1,6,0,'stuck','kling/video_generation version=2.6 mode=std enable_audio=false','0.2 USD per 5 seconds','piapi.ai/docs/kling-api/create-task, checked 2026-09-30, in force without limit','not ended long after its like have, with frozen points');
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
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568317,2,20577,NULL,1777888800123456789,1777888809500000000,300000,280000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568316,3,20578,NULL,1777968000000000000,1777968020000000000,520000,280000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568314,4,20579,NULL,1778058000000000000,1778058060000000000,280000,0,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568311,6,20581,NULL,1778198400000000000,NULL,NULL,2000000,2600000,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568303,1,20583,NULL,1778382000000000000,1778382060000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568302,1,20584,NULL,1778468400000000000,1778468520000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568301,1,20585,NULL,1778554800000000000,1778554980000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568300,1,20586,NULL,1778641200000000000,1778641440000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568299,1,20587,NULL,1778727600000000000,1778727900000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568298,1,20588,NULL,1778814000000000000,1778814360000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568297,1,20589,NULL,1778900400000000000,1778900820000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568296,1,20590,NULL,1778986800000000000,1778987280000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568295,1,20591,NULL,1779073200000000000,1779073740000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568288,1,20592,NULL,1779159600000000000,1779159660000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568287,1,20593,NULL,1779246000000000000,1779246120000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568286,1,20594,NULL,1779332400000000000,1779332580000000000,2600000,2000000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568271,5,20585,NULL,1778547600000000000,1778547660000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568269,5,20585,NULL,1778554800000000000,1778554860000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568267,5,20585,NULL,1778562000000000000,1778562060000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568265,5,20585,NULL,1778569200000000000,1778569260000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568263,5,20585,NULL,1778576400000000000,1778576460000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568255,5,20585,NULL,1778583600000000000,1778583660000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568253,5,20585,NULL,1778590800000000000,1778590860000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568251,5,20585,NULL,1778598000000000000,1778598060000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568249,5,20585,NULL,1778605200000000000,1778605260000000000,40000,100000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568247,5,20585,NULL,1778612400000000000,1778612460000000000,40000,500000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568239,5,20585,NULL,1778619600000000000,1778619660000000000,200000,500000,0,1);
INSERT INTO claim_task VALUES(1,9167653315844262767,-7345089517264568237,5,20585,NULL,1778626800000000000,1778626860000000000,200000,500000,0,1);
CREATE TABLE tag_set (
  id INTEGER PRIMARY KEY,
  tags TEXT NOT NULL UNIQUE          -- JSON object of values by their keys, sorted
) STRICT;
INSERT INTO tag_set VALUES(1,'{"project":"seed"}');
CREATE TABLE given_tag (
  day INTEGER NOT NULL,              -- under which the task is stored; -2: it is not in the ledger yet
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  origin INTEGER NOT NULL CHECK (origin IN (0, 1)),  -- 0: to the task itself; 1: to its import
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  PRIMARY KEY (day, id_high, id_low, origin)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE tag_adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  outcome_id INTEGER NOT NULL REFERENCES outcome,
  tag_set_id INTEGER NOT NULL REFERENCES tag_set,
  tasks INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, outcome_id, tag_set_id)
) STRICT, WITHOUT ROWID;
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
INSERT INTO unnamed_adjustment VALUES(20605,20553,2,-1);
INSERT INTO unnamed_adjustment VALUES(20605,20553,26,1);
INSERT INTO unnamed_adjustment VALUES(20605,20554,2,1);
INSERT INTO unnamed_adjustment VALUES(20605,20554,3,-1);
INSERT INTO unnamed_adjustment VALUES(20605,20558,2,1);
CREATE TABLE claim_account (
  claim_id INTEGER PRIMARY KEY REFERENCES claim,
  account TEXT NOT NULL
) STRICT;
CREATE TABLE covered_day (
  side TEXT NOT NULL,                -- tasks: what tasks cost; history: the account history
  day INTEGER NOT NULL,              -- accounting day
  run TEXT NOT NULL,                 -- night: the inbox was read; fetch: the history came without a gap
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
INSERT INTO quarantine VALUES(1,2,7,3555,'no known record: its members are status, no',NULL,'{status: "completed", no: text}','a9eb309bdcd5c2699f013862a0878e191ae3e3dc3215dc1c37c9f0cadcb8aab4','a9eb309bdcd5c2699f013862a0878e191ae3e3dc3215dc1c37c9f0cadcb8aab4',1,0);
INSERT INTO quarantine VALUES(2,2,8,3591,'not JSON: expected null, found a letter',1,'text, 8 bytes','7ccfa1fbf3940e6f0c0375d87c0f9235a50514e14cb427bdfaf5077987b26ccf','7ccfa1fbf3940e6f0c0375d87c0f9235a50514e14cb427bdfaf5077987b26ccf',1,0);
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
INSERT INTO asked_task VALUES(9167653315844262767,-7345089517264568281,'7f3a0c1e-52d4-4b6f-9a11-000000000027','ended',200,1780272000000000000);
INSERT INTO asked_task VALUES(9167653315844262767,-7345089517264568280,'7f3a0c1e-52d4-4b6f-9a11-000000000028','running',200,1780272000000000000);
INSERT INTO asked_task VALUES(9167653315844262767,-7345089517264568233,'7f3a0c1e-52d4-4b6f-9a11-000000000057','gone',404,1780272000000000000);
CREATE INDEX source_name ON source (name);
CREATE UNIQUE INDEX charge_unpriced ON charge (sku_id, quantities, reason) WHERE rate_id IS NULL;
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
CREATE UNIQUE INDEX outcome_key ON outcome (
  pricing_input_id, status_id, billed_points, frozen_points, is_own_account, is_in_conflict,
  is_overdue, penalty_points, error_code) WHERE pricing_input_id IS NOT NULL;
CREATE UNIQUE INDEX outcome_kept ON outcome (
  charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points, error_code)
  WHERE pricing_input_id IS NULL;
CREATE INDEX quarantine_source ON quarantine (source_id);
CREATE INDEX asked_task_gone ON asked_task (asked_at) WHERE answer = 'gone';
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
  CASE WHEN state.usage_type_id IS NOT NULL AND priced.billed_points <> -2
    THEN priced.frozen_points END AS frozen_points,
  outcome.expected_points AS expected_points,
  CASE WHEN outcome.expected_points >= 0 THEN printf('%d.%07d',
    CAST((outcome.expected_points - outcome.expected_points % 10000000) / 10000000 AS BIGINT),
    outcome.expected_points % 10000000) END AS expected_usd,
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
  CAST(sum(line.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
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
  CAST(sum(tagged.tasks * outcome.expected_points) AS BIGINT) AS expected_points,
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
    AND (SELECT value FROM setting WHERE name = 'history_unit') = 'point'
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
   WHERE entry.id_high = task.id_high AND entry.id_low = task.id_low),
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
    ELSE (SELECT value FROM setting WHERE name = 'history_unit') = 'point' END
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
  billed_points,
  unlogged_points,
  expired_points,
  closing_points,
  CASE WHEN closing_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(closing_points) - abs(closing_points) % 10000000) / 10000000 AS BIGINT),
    abs(closing_points) % 10000000) AS closing_usd,
  unexplained_points,
  CASE WHEN unexplained_points < 0 THEN '-' ELSE '' END || printf('%d.%07d',
    CAST((abs(unexplained_points) - abs(unexplained_points) % 10000000) / 10000000 AS BIGINT),
    abs(unexplained_points) % 10000000) AS unexplained_usd,
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
  FROM changed_line
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
PRAGMA user_version = 5;
