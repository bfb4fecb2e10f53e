-- A ledger of version 1 with rows of every kind, as the release of that version wrote it.
BEGIN;
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
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT,
  size_bytes INTEGER,
  imported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX source_name ON source (name);
CREATE TABLE status (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  has_ended INTEGER NOT NULL CHECK (has_ended IN (0, 1))
) STRICT;
INSERT INTO status (id, name, has_ended) VALUES
  (1, 'staged', 0), (2, 'pending', 0), (3, 'processing', 0),
  (4, 'completed', 1), (5, 'failed', 1), (6, 'cancelled', 1);
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  is_covered INTEGER NOT NULL CHECK (is_covered IN (0, 1)),
  is_finding INTEGER NOT NULL CHECK (is_finding IN (0, 1))
) STRICT;
INSERT INTO verdict (id, name, is_covered, is_finding) VALUES
  (1, 'matched', 1, 0), (2, 'overcharged', 1, 1), (3, 'undercharged', 1, 1),
  (4, 'consistent', 1, 0), (5, 'inconsistent', 0, 1), (6, 'refunded', 1, 0),
  (7, 'penalty', 1, 0), (8, 'refund_awaited', 1, 0), (9, 'refund_due', 1, 1),
  (10, 'own_account', 1, 0), (11, 'provisional', 0, 0), (12, 'stuck', 0, 1),
  (13, 'unpriced', 0, 1), (14, 'unmetered', 0, 0), (15, 'conflict', 0, 1);
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,
  varying_fields TEXT NOT NULL,
  UNIQUE (model, task_type, fields, varying_fields)
) STRICT;
CREATE TABLE sku (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  task_type TEXT NOT NULL,
  fields TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE rate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  pricing TEXT NOT NULL UNIQUE,
  formula TEXT NOT NULL
) STRICT;
CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  sku_id INTEGER NOT NULL REFERENCES sku,
  rate_id INTEGER REFERENCES rate,
  quantities TEXT NOT NULL,
  expected_points INTEGER,
  reason TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  UNIQUE (sku_id, rate_id, quantities, reason)
) STRICT;
CREATE UNIQUE INDEX charge_unpriced ON charge (sku_id, quantities, reason) WHERE rate_id IS NULL;
CREATE TABLE task (
  id_high INTEGER NOT NULL,
  id_low INTEGER NOT NULL,
  request_id INTEGER NOT NULL REFERENCES request,
  varying_values TEXT NOT NULL,
  account_id INTEGER REFERENCES account,
  day INTEGER,
  created_at INTEGER,
  ended_at INTEGER,
  seen_at INTEGER,
  status_id INTEGER NOT NULL REFERENCES status,
  is_own_account INTEGER NOT NULL,
  output_count INTEGER,
  error_code INTEGER,
  usage_type_id INTEGER REFERENCES usage_type,
  frozen_points INTEGER,
  consume_points INTEGER,
  is_billed INTEGER NOT NULL,
  is_settled INTEGER NOT NULL,
  has_details INTEGER NOT NULL,
  charge_id INTEGER NOT NULL REFERENCES charge,
  expected_points INTEGER,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_watched INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (id_high, id_low)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_watched ON task (verdict_id) WHERE is_watched = 1;
CREATE INDEX task_failed ON task (created_at) WHERE status_id IN (5, 6);
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
  day INTEGER NOT NULL,
  charge_id INTEGER NOT NULL REFERENCES charge,
  status_id INTEGER NOT NULL REFERENCES status,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_settled INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  expected_points INTEGER NOT NULL,
  frozen_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  waits INTEGER NOT NULL,
  wait_seconds INTEGER NOT NULL,
  PRIMARY KEY (day, charge_id, status_id, verdict_id, is_settled, billed_points,
    expected_points, frozen_points)
) STRICT, WITHOUT ROWID;
CREATE TABLE closed_month (
  month TEXT PRIMARY KEY NOT NULL,
  closed_at INTEGER NOT NULL,
  card_name TEXT NOT NULL,
  card_fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE month_event (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('closed', 'reopened')),
  happened_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE adjustment (
  found_day INTEGER NOT NULL,
  day INTEGER NOT NULL,
  charge_id INTEGER NOT NULL REFERENCES charge,
  status_id INTEGER NOT NULL REFERENCES status,
  verdict_id INTEGER NOT NULL REFERENCES verdict,
  is_settled INTEGER NOT NULL,
  billed_points INTEGER NOT NULL,
  expected_points INTEGER NOT NULL,
  frozen_points INTEGER NOT NULL,
  tasks INTEGER NOT NULL,
  waits INTEGER NOT NULL,
  wait_seconds INTEGER NOT NULL,
  PRIMARY KEY (found_day, day, charge_id, status_id, verdict_id, is_settled, billed_points,
    expected_points, frozen_points)
) STRICT, WITHOUT ROWID;
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
  usage TEXT,
  created_at INTEGER,
  updated_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  PRIMARY KEY (account, entry_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE balance_snapshot (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  plan TEXT NOT NULL,
  balance_usd TEXT NOT NULL,
  detail TEXT NOT NULL,
  observed_at INTEGER,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  UNIQUE (account, plan, balance_usd, detail)
) STRICT;
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source,
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIEW v_task AS
SELECT
  coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (task.id_high >> 32) & 4294967295, (task.id_high >> 16) & 65535, task.id_high & 65535,
    (task.id_low >> 48) & 65535, task.id_low & 281474976710655)) AS task_id,
  account.name AS account,
  request.model AS model,
  request.task_type AS task_type,
  status.name AS status,
  CASE WHEN task.created_at IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.created_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.created_at % 1000000000) END AS created_at,
  CASE WHEN task.ended_at IS NOT NULL THEN
    strftime('%Y-%m-%dT%H:%M:%S', task.ended_at / 1000000000, 'unixepoch')
    || printf('.%09dZ', task.ended_at % 1000000000) END AS ended_at,
  date(task.day * 86400, 'unixepoch') AS day,
  charge.quantities AS measures,
  CASE WHEN task.varying_values = '' THEN request.fields ELSE json_patch(request.fields,
    (SELECT json_group_object(name.value,
       json(('[' || task.varying_values || ']') -> name.key))
     FROM json_each(request.varying_fields) AS name))
  END AS request,
  task.output_count AS output_count,
  task.error_code AS error_code,
  CASE WHEN task.is_billed THEN task.consume_points END AS billed_points,
  CASE WHEN task.is_billed THEN printf('%d.%07d', task.consume_points / 10000000,
    task.consume_points % 10000000) END AS billed_usd,
  CASE WHEN task.is_settled AND task.usage_type_id IS NOT NULL THEN 0 ELSE task.frozen_points END
    AS frozen_points,
  task.expected_points AS expected_points,
  CASE WHEN task.expected_points IS NOT NULL THEN printf('%d.%07d',
    task.expected_points / 10000000, task.expected_points % 10000000) END AS expected_usd,
  CASE WHEN verdict.is_covered
    THEN coalesce(CASE WHEN task.is_billed THEN task.consume_points END, 0) - task.expected_points
  END AS variance_points,
  verdict.name AS verdict,
  task.is_settled AS settled,
  sku.name AS sku,
  rate.name AS rate,
  source.name || ':' || task.line AS source,
  charge.reason AS unpriced_reason,
  charge.alternatives AS alternatives,
  task.is_watched AS is_watched
FROM task
JOIN request ON request.id = task.request_id
JOIN status ON status.id = task.status_id
JOIN verdict ON verdict.id = task.verdict_id
JOIN charge ON charge.id = task.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN source ON source.id = task.source_id
LEFT JOIN rate ON rate.id = charge.rate_id
LEFT JOIN account ON account.id = task.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low;
CREATE VIEW v_daily_cost AS
SELECT
  CASE WHEN rollup.day >= 0 THEN date(rollup.day * 86400, 'unixepoch') END AS day,
  sku.model AS model,
  sku.task_type AS task_type,
  status.name AS status,
  verdict.name AS verdict,
  sum(rollup.tasks) AS tasks,
  sum(CASE WHEN rollup.billed_points >= 0 THEN rollup.tasks * rollup.billed_points END)
    AS billed_points,
  sum(CASE WHEN rollup.expected_points >= 0 THEN rollup.tasks * rollup.expected_points END)
    AS expected_points
FROM (
  SELECT day, charge_id, status_id, verdict_id, billed_points, expected_points, tasks
  FROM rollup
  UNION ALL
  SELECT found_day, charge_id, status_id, verdict_id, billed_points, expected_points, tasks
  FROM adjustment) AS rollup
JOIN charge ON charge.id = rollup.charge_id
JOIN sku ON sku.id = charge.sku_id
JOIN status ON status.id = rollup.status_id
JOIN verdict ON verdict.id = rollup.verdict_id
GROUP BY rollup.day, sku.model, sku.task_type, status.id, verdict.id;
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
  CASE
    WHEN task.verdict = 'unpriced' THEN task.unpriced_reason
    WHEN task.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN task.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || json_extract(other.value, '$[1]')
      FROM json_each(task.alternatives) AS other
      WHERE json_extract(other.value, '$[0]') = task.billed_points LIMIT 1), '')
  END AS detail
FROM v_task AS task
WHERE task.is_watched = 1
  AND task.verdict NOT IN ('provisional', 'refund_awaited');
INSERT INTO setting (name, value) VALUES
('card_fingerprint','45223f5e5613398a'),
('card_name','built-in'),
('settlement_rules','{"graceHours":24,"ownAccountPercent":0,"stuckHours":24,"stuckUsualTimes":10}'),
('time_zone','UTC');
INSERT INTO usage_type (id, name) VALUES
(1,'llm'),
(2,'point');
INSERT INTO source (id, name, sha256, size_bytes, imported_at) VALUES
(1,'first.jsonl','1116f7294a890963ee1ebd285182552ef1f81e9c8b0e8a451ff639b7194d22cd',39636,1779235200000000000),
(2,'second.jsonl','b95b6042b9117f109c0c645bc7feaefc6eb6c61b846eecd35260310d36ff7a1b',3600,1780272000000000000),
(3,'account.jsonl','ab509822201c04568e9715cd2773dbe300c8a27f5bd6c82d7896047ce09f483f',5605,1780272000000000000);
INSERT INTO status (id, name, has_ended) VALUES
(100,'weird_status',0);
INSERT INTO request (id, model, task_type, fields, varying_fields) VALUES
(1,'seedream','seedream-5-lite','{"size":"2K"}','["prompt.length"]'),
(2,'seedream','seedream-5-lite','{"size":"3K"}','[]'),
(3,'kling','video_generation','{"duration":5,"mode":"std","version":"2.6"}','["prompt.length"]'),
(4,'kling','video_generation','{"duration":5,"mode":"std","version":"2.6"}','["prompt.length","seed"]'),
(5,'unheard','of','{"a":1}','[]'),
(6,'seedance','seedance-2','{"duration":5,"resolution":"720p"}','["prompt.length"]'),
(7,'Qubico/flux1-schnell','txt2img','{"batch_size":1}','["prompt.length"]'),
(8,'Qubico/flux1-schnell','txt2img','{"batch_size":2}','["prompt.length"]'),
(9,'Qubico/flux1-schnell','txt2img','{"batch_size":3}','["prompt.length"]');
INSERT INTO sku (id, model, task_type, fields, name) VALUES
(1,'seedream','seedream-5-lite','{"size":"2K"}','seedream/seedream-5-lite size=2K'),
(2,'seedream','seedream-5-lite','{"size":"3K"}','seedream/seedream-5-lite size=3K'),
(3,'kling','video_generation','{"version":"2.6","mode":"std","enable_audio":"false"}','kling/video_generation version=2.6 mode=std enable_audio=false'),
(4,'unheard','of','{}','unheard/of'),
(5,'seedance','seedance-2','{"resolution":"720p"}','seedance/seedance-2 resolution=720p'),
(6,'Qubico/flux1-schnell','txt2img','{}','Qubico/flux1-schnell/txt2img');
INSERT INTO rate (id, name, pricing, formula) VALUES
(1,'seedream/seedream-5-lite size=2K','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"","place":"","rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"label":"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.052"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-06-01","firstSeen":"2026-03-16","lastSeen":"2026-06-01","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/seedream.yaml:18","rate":"seedream/seedream-5-lite size=2K","rounding":"half up","source":"piapi.ai/docs/seedream-api/seedream-5-lite","startsAt":"","surcharges":[]}'),
(2,'seedream/seedream-5-lite size=3K','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"multiplier":"1.5","notes":[],"period":"","place":"","rate":"seedream/seedream-5-lite size=3K","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"label":"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.052"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-06-01","firstSeen":"2026-03-16","lastSeen":"2026-06-01","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.028"}],"markups":[],"multiplier":"1.5","notes":[],"period":"without limit","place":"built-in/seedream.yaml:26","rate":"seedream/seedream-5-lite size=3K","rounding":"half up","source":"piapi.ai/docs/seedream-api/seedream-5-lite","startsAt":"","surcharges":[]}'),
(3,'kling/video_generation version=2.6 mode=std enable_audio=false','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"second","per":"5","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"","place":"","rate":"kling/video_generation version=2.6 mode=std enable_audio=false","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[],"card":"built-in","certainty":"high","checked":"2026-09-30","firstSeen":"2025-10-01","lastSeen":"2026-09-30","lines":[{"isPerStarted":false,"measure":"second","per":"5","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/kling.yaml:33","rate":"kling/video_generation version=2.6 mode=std enable_audio=false","rounding":"half up","source":"piapi.ai/docs/kling-api/create-task","startsAt":"","surcharges":[]}'),
(4,'seedance/seedance-2 resolution=720p','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"","place":"","rate":"seedance/seedance-2 resolution=720p","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[{"hasAgreements":true,"label":"the unconfirmed 0.13 USD per second (public client code, medium certainty, seen 2026-04-14)","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.13"}],"markups":[]}],"card":"built-in","certainty":"high","checked":"2026-10-31","firstSeen":"2026-06-01","lastSeen":"2026-10-31","lines":[{"isPerStarted":false,"measure":"second","per":"1","unit":"second","usd":"0.2"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/seedance.yaml:24","rate":"seedance/seedance-2 resolution=720p","rounding":"half up","source":"piapi.ai/docs/seedance-api/seedance-2","startsAt":"","surcharges":[]}'),
(5,'Qubico/flux1-schnell/txt2img','{"agreements":[],"alternatives":[],"card":"","certainty":"","checked":"","firstSeen":"","lastSeen":"","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.0015"}],"markups":[],"notes":[],"period":"","place":"","rate":"Qubico/flux1-schnell/txt2img","rounding":"half up","source":"","startsAt":"","surcharges":[]}','{"agreements":[],"alternatives":[],"card":"built-in","certainty":"high","checked":"2026-10-31","firstSeen":"2026-01-01","lastSeen":"2026-10-31","lines":[{"isPerStarted":false,"measure":"image","per":"1","unit":"image","usd":"0.0015"}],"markups":[],"notes":[],"period":"without limit","place":"built-in/flux.yaml:13","rate":"Qubico/flux1-schnell/txt2img","rounding":"half up","source":"piapi.ai/flux-api","startsAt":"","surcharges":[]}');
INSERT INTO charge (id, sku_id, rate_id, quantities, expected_points, reason, alternatives) VALUES
(1,1,1,'{"image":"1"}',280000,'','[[520000,"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)"]]'),
(2,2,2,'{"image":"1"}',420000,'','[[520000,"the unconfirmed 0.052 USD per image (public client code, medium certainty, seen 2026-07-01)"]]'),
(3,3,3,'{"second":"5"}',2000000,'','[]'),
(4,4,NULL,'{}',NULL,'no rate for model unheard','[]'),
(5,5,4,'{"second":"5"}',10000000,'','[[6500000,"the unconfirmed 0.13 USD per second (public client code, medium certainty, seen 2026-04-14)"]]'),
(6,6,5,'{"image":"1"}',15000,'','[]'),
(7,6,5,'{"image":"2"}',30000,'','[]'),
(8,6,5,'{"image":"3"}',45000,'','[]');
INSERT INTO task (id_high, id_low, request_id, varying_values, account_id, day, created_at, ended_at, seen_at, status_id, is_own_account, output_count, error_code, usage_type_id, frozen_points, consume_points, is_billed, is_settled, has_details, charge_id, expected_points, verdict_id, is_watched, source_id, line) VALUES
(-6754477710270074716,6305616226315965442,1,'1',NULL,20582,1778306400000000000,1778306410000000000,1778306410000000000,4,0,1,NULL,1,0,280000,1,1,1,1,280000,1,0,1,26),
(9167653315844262767,-7345089517264568319,1,'1',NULL,20577,1777888800123456789,1777888809500000000,1777888809500000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,1),
(9167653315844262767,-7345089517264568318,2,'',NULL,20577,1777888800123456789,1777888809500000000,1777888809500000000,4,0,1,NULL,1,0,420000,1,1,0,2,420000,1,0,1,2),
(9167653315844262767,-7345089517264568317,1,'1',NULL,20577,1777888800123456789,1777888809500000000,1777888809500000000,4,0,1,NULL,1,0,300000,1,1,0,1,280000,2,1,1,3),
(9167653315844262767,-7345089517264568316,1,'1',NULL,20578,1777968000000000000,1777968020000000000,1777968020000000000,4,0,1,NULL,1,0,520000,1,1,0,1,280000,2,1,1,4),
(9167653315844262767,-7345089517264568315,1,'1',NULL,20578,1777971600000000000,1777971660000000000,1777971660000000000,5,0,NULL,NULL,1,0,0,1,1,0,1,0,6,0,1,5),
(9167653315844262767,-7345089517264568314,1,'1',NULL,20579,1778058000000000000,1778058060000000000,1778058060000000000,5,0,NULL,NULL,1,0,280000,1,1,0,1,0,9,1,1,6),
(9167653315844262767,-7345089517264568313,1,'1',NULL,20579,1778061600000000000,1778061660000000000,1778061660000000000,6,0,NULL,NULL,1,0,0,1,1,0,1,0,6,0,1,7),
(9167653315844262767,-7345089517264568312,1,'1',NULL,20580,1778144400000000000,NULL,1778144400000000000,2,0,NULL,NULL,1,0,280000,1,0,0,1,280000,1,0,1,8),
(9167653315844262767,-7345089517264568311,3,'1',NULL,20581,1778198400000000000,NULL,1778198400000000000,3,0,NULL,NULL,2,2600000,0,0,0,0,3,2000000,12,1,1,9),
(9167653315844262767,-7345089517264568304,3,'1',NULL,20604,1780257600000000000,NULL,1780257600000000000,2,0,NULL,NULL,2,2600000,0,0,0,0,3,2000000,11,1,1,10),
(9167653315844262767,-7345089517264568303,4,'1,1000',NULL,20583,1778382000000000000,1778382060000000000,1778382060000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,11),
(9167653315844262767,-7345089517264568302,4,'1,1001',NULL,20584,1778468400000000000,1778468520000000000,1778468520000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,12),
(9167653315844262767,-7345089517264568301,4,'1,1002',NULL,20585,1778554800000000000,1778554980000000000,1778554980000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,13),
(9167653315844262767,-7345089517264568300,4,'1,1003',NULL,20586,1778641200000000000,1778641440000000000,1778641440000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,14),
(9167653315844262767,-7345089517264568299,4,'1,1004',NULL,20587,1778727600000000000,1778727900000000000,1778727900000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,15),
(9167653315844262767,-7345089517264568298,4,'1,1005',NULL,20588,1778814000000000000,1778814360000000000,1778814360000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,16),
(9167653315844262767,-7345089517264568297,4,'1,1006',NULL,20589,1778900400000000000,1778900820000000000,1778900820000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,17),
(9167653315844262767,-7345089517264568296,4,'1,1007',NULL,20590,1778986800000000000,1778987280000000000,1778987280000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,18),
(9167653315844262767,-7345089517264568295,4,'1,1008',NULL,20591,1779073200000000000,1779073740000000000,1779073740000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,19),
(9167653315844262767,-7345089517264568288,4,'1,1009',NULL,20592,1779159600000000000,1779159660000000000,1779159660000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,20),
(9167653315844262767,-7345089517264568287,4,'1,1010',NULL,20593,1779246000000000000,1779246120000000000,1779246120000000000,4,0,1,NULL,2,0,2600000,1,1,0,3,2000000,2,1,1,21),
(9167653315844262767,-7345089517264568286,4,'1,1011',NULL,20594,1779332400000000000,1779332580000000000,1779332580000000000,4,0,1,NULL,2,2600000,2600000,1,1,0,3,2000000,2,1,1,22),
(9167653315844262767,-7345089517264568285,5,'',NULL,20582,1778295600000000000,1778295610000000000,1778295610000000000,4,0,1,NULL,1,0,12345,1,1,0,4,NULL,13,1,1,23),
(9167653315844262767,-7345089517264568284,1,'1',NULL,20582,1778299200000000000,1778299210000000000,1778299210000000000,4,0,1,NULL,NULL,NULL,NULL,0,1,0,1,280000,14,0,1,24),
(9167653315844262767,-7345089517264568283,1,'1',NULL,20582,1778302800000000000,1778302810000000000,1778302810000000000,4,1,1,NULL,1,0,0,1,1,0,1,0,10,0,1,25),
(9167653315844262767,-7345089517264568281,1,'1',NULL,NULL,NULL,1778310010000000000,1778310010000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,27),
(9167653315844262767,-7345089517264568280,1,'1',NULL,NULL,NULL,NULL,NULL,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,28),
(9167653315844262767,-7345089517264568279,1,'1',NULL,20582,1778313600000000000,NULL,1778313600000000000,100,0,NULL,NULL,1,0,280000,1,0,0,1,280000,1,0,1,29),
(9167653315844262767,-7345089517264568272,6,'1',NULL,20585,1778544000000000000,1778544060000000000,1778544060000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,30),
(9167653315844262767,-7345089517264568271,6,'1',NULL,20585,1778547600000000000,1778547660000000000,1778547660000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,31),
(9167653315844262767,-7345089517264568270,6,'1',NULL,20585,1778551200000000000,1778551260000000000,1778551260000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,32),
(9167653315844262767,-7345089517264568269,6,'1',NULL,20585,1778554800000000000,1778554860000000000,1778554860000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,33),
(9167653315844262767,-7345089517264568268,6,'1',NULL,20585,1778558400000000000,1778558460000000000,1778558460000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,34),
(9167653315844262767,-7345089517264568267,6,'1',NULL,20585,1778562000000000000,1778562060000000000,1778562060000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,35),
(9167653315844262767,-7345089517264568266,6,'1',NULL,20585,1778565600000000000,1778565660000000000,1778565660000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,36),
(9167653315844262767,-7345089517264568265,6,'1',NULL,20585,1778569200000000000,1778569260000000000,1778569260000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,37),
(9167653315844262767,-7345089517264568264,6,'1',NULL,20585,1778572800000000000,1778572860000000000,1778572860000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,38),
(9167653315844262767,-7345089517264568263,6,'1',NULL,20585,1778576400000000000,1778576460000000000,1778576460000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,39),
(9167653315844262767,-7345089517264568256,6,'1',NULL,20585,1778580000000000000,1778580060000000000,1778580060000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,40),
(9167653315844262767,-7345089517264568255,6,'1',NULL,20585,1778583600000000000,1778583660000000000,1778583660000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,41),
(9167653315844262767,-7345089517264568254,6,'1',NULL,20585,1778587200000000000,1778587260000000000,1778587260000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,42),
(9167653315844262767,-7345089517264568253,6,'1',NULL,20585,1778590800000000000,1778590860000000000,1778590860000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,43),
(9167653315844262767,-7345089517264568252,6,'1',NULL,20585,1778594400000000000,1778594460000000000,1778594460000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,44),
(9167653315844262767,-7345089517264568251,6,'1',NULL,20585,1778598000000000000,1778598060000000000,1778598060000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,45),
(9167653315844262767,-7345089517264568250,6,'1',NULL,20585,1778601600000000000,1778601660000000000,1778601660000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,46),
(9167653315844262767,-7345089517264568249,6,'1',NULL,20585,1778605200000000000,1778605260000000000,1778605260000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,100000,3,1,1,47),
(9167653315844262767,-7345089517264568248,6,'1',NULL,20585,1778608800000000000,1778608860000000000,1778608860000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,48),
(9167653315844262767,-7345089517264568247,6,'1',NULL,20585,1778612400000000000,1778612460000000000,1778612460000000000,5,0,NULL,10003,2,0,40000,1,1,0,5,500000,3,1,1,49),
(9167653315844262767,-7345089517264568240,6,'1',NULL,20585,1778616000000000000,1778616060000000000,1778616060000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,50),
(9167653315844262767,-7345089517264568239,6,'1',NULL,20585,1778619600000000000,1778619660000000000,1778619660000000000,5,0,NULL,10003,2,0,200000,1,1,0,5,500000,3,1,1,51),
(9167653315844262767,-7345089517264568238,6,'1',NULL,20585,1778623200000000000,1778623260000000000,1778623260000000000,5,0,NULL,10003,2,0,0,1,1,0,5,0,6,0,1,52),
(9167653315844262767,-7345089517264568237,6,'1',NULL,20585,1778626800000000000,1778626860000000000,1778626860000000000,5,0,NULL,10003,2,0,200000,1,1,0,5,500000,3,1,1,53),
(9167653315844262767,-7345089517264568236,7,'1',NULL,20563,1776650400000000000,1776650405000000000,1776650405000000000,4,0,1,NULL,1,0,20000,1,1,0,6,15000,2,1,1,54),
(9167653315844262767,-7345089517264568235,8,'1',NULL,20564,1776736800000000000,1776736805000000000,1776736805000000000,4,0,1,NULL,1,0,40000,1,1,0,7,30000,2,1,1,55),
(9167653315844262767,-7345089517264568234,9,'1',NULL,20565,1776823200000000000,1776823205000000000,1776823205000000000,4,0,1,NULL,1,0,60000,1,1,0,8,45000,2,1,1,56),
(9167653315844262767,-7345089517264568233,1,'1',NULL,20553,1775815200000000000,1775815209000000000,1775815209000000000,4,0,1,NULL,1,0,300000,1,1,1,1,280000,15,1,2,1),
(9167653315844262767,-7345089517264568232,1,'1',NULL,20554,1775901600000000000,1775901630000000000,1775901630000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,2,2),
(9167653315844262767,-7345089517264568231,1,'1',NULL,20555,1775988000000000000,1775988005000000000,1775988005000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,59),
(9167653315844262767,-7345089517264568224,1,'1',NULL,20556,1776074400000000000,1776074405000000000,1776074405000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,60),
(9167653315844262767,-7345089517264568223,1,'1',NULL,20557,1776160800000000000,1776160805000000000,1776160805000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,61),
(9167653315844262767,-7345089517264568222,1,'1',NULL,20558,1776247200000000000,1776247205000000000,1776247205000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,62),
(9167653315844262767,-7345089517264568221,1,'1',NULL,20559,1776333600000000000,1776333605000000000,1776333605000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,63),
(9167653315844262767,-7345089517264568220,1,'1',NULL,20560,1776420000000000000,1776420005000000000,1776420005000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,64),
(9167653315844262767,-7345089517264568219,1,'1',NULL,20561,1776506400000000000,1776506405000000000,1776506405000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,1,65),
(9167653315844262767,-7345089517264566016,1,'1',NULL,20558,1776247200000000000,1776247205000000000,1776247205000000000,4,0,1,NULL,1,0,280000,1,1,0,1,280000,1,0,2,4),
(9167653315844262767,-7345089517264566015,1,'1',NULL,20588,1778839200000000000,1778839320000000000,1778839320000000000,4,0,1,NULL,1,0,280000,1,1,1,1,280000,1,0,2,6);
INSERT INTO odd_task_id (id_high, id_low, task_id) VALUES
(-6754477710270074716,6305616226315965442,'an-odd-id_1');
INSERT INTO booking (id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id, line) VALUES
(9167653315844262767,-7345089517264568233,280000,0,'llm',1775815205000000000,1775815205000000000,1,57),
(9167653315844262767,-7345089517264568233,300000,0,'llm',1775815209000000000,1775815209000000000,2,1);
INSERT INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at, source_id, line) VALUES
(9167653315844262767,-7345089517264566015,0,NULL,1778839200000000000,2,6);
INSERT INTO rollup (day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points, frozen_points, tasks, waits, wait_seconds) VALUES
(-1,1,4,1,1,280000,280000,0,2,0,0),
(20553,1,4,1,1,280000,280000,0,1,1,5),
(20554,1,2,1,0,280000,280000,0,1,0,0),
(20555,1,4,1,1,280000,280000,0,1,1,5),
(20556,1,4,1,1,280000,280000,0,1,1,5),
(20557,1,4,1,1,280000,280000,0,1,1,5),
(20558,1,4,1,1,280000,280000,0,1,1,5),
(20559,1,4,1,1,280000,280000,0,1,1,5),
(20560,1,4,1,1,280000,280000,0,1,1,5),
(20561,1,4,1,1,280000,280000,0,1,1,5),
(20563,6,4,2,1,20000,15000,0,1,1,5),
(20564,7,4,2,1,40000,30000,0,1,1,5),
(20565,8,4,2,1,60000,45000,0,1,1,5),
(20577,1,4,1,1,280000,280000,0,1,1,9),
(20577,1,4,2,1,300000,280000,0,1,1,9),
(20577,2,4,1,1,420000,420000,0,1,1,9),
(20578,1,4,2,1,520000,280000,0,1,1,20),
(20578,1,5,6,1,0,0,0,1,1,60),
(20579,1,5,9,1,280000,0,0,1,1,60),
(20579,1,6,6,1,0,0,0,1,1,60),
(20580,1,2,1,0,280000,280000,0,1,0,0),
(20581,3,3,12,0,-1,2000000,2600000,1,0,0),
(20582,1,4,1,1,280000,280000,0,1,1,10),
(20582,1,4,10,1,0,0,0,1,1,10),
(20582,1,4,14,1,-1,280000,0,1,1,10),
(20582,1,100,1,0,280000,280000,0,1,0,0),
(20582,4,4,13,1,12345,-1,0,1,1,10),
(20583,3,4,2,1,2600000,2000000,0,1,1,60),
(20584,3,4,2,1,2600000,2000000,0,1,1,120),
(20585,3,4,2,1,2600000,2000000,0,1,1,180),
(20585,5,5,3,1,40000,100000,0,9,9,540),
(20585,5,5,3,1,40000,500000,0,1,1,60),
(20585,5,5,3,1,200000,500000,0,2,2,120),
(20585,5,5,6,1,0,0,0,12,12,720),
(20586,3,4,2,1,2600000,2000000,0,1,1,240),
(20587,3,4,2,1,2600000,2000000,0,1,1,300),
(20588,1,4,1,1,280000,280000,0,1,1,120),
(20588,3,4,2,1,2600000,2000000,0,1,1,360),
(20589,3,4,2,1,2600000,2000000,0,1,1,420),
(20590,3,4,2,1,2600000,2000000,0,1,1,480),
(20591,3,4,2,1,2600000,2000000,0,1,1,540),
(20592,3,4,2,1,2600000,2000000,0,1,1,60),
(20593,3,4,2,1,2600000,2000000,0,1,1,120),
(20594,3,4,2,1,2600000,2000000,0,1,1,180),
(20604,3,2,11,0,-1,2000000,2600000,1,0,0);
INSERT INTO closed_month (month, closed_at, card_name, card_fingerprint) VALUES
('2026-04',1779235200000000000,'built-in','45223f5e5613398a');
INSERT INTO month_event (id, month, action, happened_at, reason) VALUES
(1,'2026-04','closed',1779235200000000000,'');
INSERT INTO adjustment (found_day, day, charge_id, status_id, verdict_id, is_settled, billed_points, expected_points, frozen_points, tasks, waits, wait_seconds) VALUES
(20605,20553,1,4,1,1,280000,280000,0,-1,-1,-5),
(20605,20553,1,4,15,1,300000,280000,0,1,1,9),
(20605,20554,1,2,1,0,280000,280000,0,-1,0,0),
(20605,20554,1,4,1,1,280000,280000,0,1,1,30),
(20605,20558,1,4,1,1,280000,280000,0,1,1,5);
INSERT INTO history_entry (account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type, usage, created_at, updated_at, source_id, line) VALUES
('acc-1','1','7f3a0c1e-52d4-4b6f-9a11-000000000001','1','seedream','create','finished','public','llm','280000',1777716000000000000,1777716009000000000,3,1),
('acc-1','10','an-odd-id_1','1','seedream','create','finished','public','llm','280000',1778493600000000000,1778493609000000000,3,1),
('acc-1','11','7f3a0c1e-52d4-4b6f-9a11-000000000011','2','seedream','create','finished','public','llm','280000',1778580000000000000,1778580009000000000,3,1),
('acc-1','12','7f3a0c1e-52d4-4b6f-9a11-000000000012','0','seedream','create','finished','public','llm','280000',1778666400000000000,1778666409000000000,3,1),
('acc-1','13','7f3a0c1e-52d4-4b6f-9a11-000000000013','1','seedream','create','finished','public','llm','280000',1778752800000000000,1778752809000000000,3,1),
('acc-1','14','7f3a0c1e-52d4-4b6f-9a11-000000000014','2','seedream','create','finished','public','llm','0.5',1778839200000000000,1778839209000000000,3,1),
('acc-1','15','an-odd-id_1','0','seedream','create','finished','public','llm','280000',1778925600000000000,1778925609000000000,3,1),
('acc-1','2','7f3a0c1e-52d4-4b6f-9a11-000000000002','2','seedream','create','finished','public','llm','280000',1777802400000000000,1777802409000000000,3,1),
('acc-1','3','7f3a0c1e-52d4-4b6f-9a11-000000000003','0','seedream','create','finished','public','llm','280000',1777888800000000000,1777888809000000000,3,1),
('acc-1','4','7f3a0c1e-52d4-4b6f-9a11-000000000004','1','seedream','create','finished','public','llm','280000',1777975200000000000,1777975209000000000,3,1),
('acc-1','5','an-odd-id_1','2','seedream','create','finished','public','llm','280000',1778061600000000000,1778061609000000000,3,1),
('acc-1','6','7f3a0c1e-52d4-4b6f-9a11-000000000006','0','seedream','create','finished','public','llm','280000',1778148000000000000,1778148009000000000,3,1),
('acc-1','7','7f3a0c1e-52d4-4b6f-9a11-000000000007','1','seedream','create','finished','public','llm','0.5',1778234400000000000,1778234409000000000,3,1),
('acc-1','8','7f3a0c1e-52d4-4b6f-9a11-000000000008','2','seedream','create','finished','public','llm','280000',1778320800000000000,1778320809000000000,3,1),
('acc-1','9','7f3a0c1e-52d4-4b6f-9a11-000000000009','0','seedream','create','finished','public','llm','280000',1778407200000000000,1778407209000000000,3,1);
INSERT INTO balance_snapshot (id, account, plan, balance_usd, detail, observed_at, source_id, line) VALUES
(1,'studio','pro','12.5','{"credit_pack_info":{"credit_packs":[]},"wallet":{"point_remain":125000000}}',1780272000000000000,3,2);
INSERT INTO quarantine (id, source_id, line, byte_offset, reason, text, key) VALUES
(1,2,7,3555,'no known record: its members are status, no','{"status": "completed", "no": "id"}','298841a6566e712db0ce9511062fdb1476dade91c9ee939cd20b727296f9ad11'),
(2,2,8,3591,'not JSON: expected null, found ''o'', at byte 1 of the record','not json
','72aead73c4ac1baba171e3499ff393079617d8c91c5df7e88e788eb42544661d');
PRAGMA application_id = 1346980935;
PRAGMA user_version = 1;
COMMIT;
