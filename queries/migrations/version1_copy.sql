-- one row: a row of version 1 in the table of today that has the same columns
INSERT INTO source (id, name, sha256, size_bytes, imported_at)
SELECT id, name, sha256, size_bytes, imported_at FROM version_1_source;

-- statuses from 100 on are words of the provider
INSERT INTO status (id, name, has_ended)
SELECT id, name, has_ended FROM version_1_status
WHERE id NOT IN (SELECT id FROM status);

INSERT INTO setting (name, value)
SELECT name, value
FROM version_1_setting;

INSERT INTO account (id, name)
SELECT id, name
FROM version_1_account;

INSERT INTO usage_type (id, name)
SELECT id, name
FROM version_1_usage_type;

INSERT INTO request (id, model, task_type, fields, varying_fields)
SELECT id, model, task_type, fields, varying_fields
FROM version_1_request;

INSERT INTO sku (id, model, task_type, fields, name)
SELECT id, model, task_type, fields, name
FROM version_1_sku;

INSERT INTO rate (id, name, pricing, formula)
SELECT id, name, pricing, formula
FROM version_1_rate;

INSERT INTO charge (id, sku_id, rate_id, quantities, expected_points, reason, alternatives)
SELECT id, sku_id, rate_id, quantities, expected_points, reason, alternatives
FROM version_1_charge;

INSERT INTO odd_task_id (id_high, id_low, task_id)
SELECT id_high, id_low, task_id
FROM version_1_odd_task_id;

INSERT INTO booking (id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id,
  line)
SELECT id_high, id_low, consume_points, frozen_points, usage_type, ended_at, seen_at, source_id,
  line
FROM version_1_booking;

INSERT INTO usage_stamp (id_high, id_low, has_ended, ended_at, seen_at, source_id, line)
SELECT id_high, id_low, has_ended, ended_at, seen_at, source_id, line
FROM version_1_usage_stamp;

INSERT INTO closed_month (month, closed_at, card_name, card_fingerprint)
SELECT month, closed_at, card_name, card_fingerprint
FROM version_1_closed_month;

INSERT INTO month_event (id, month, action, happened_at, reason)
SELECT id, month, action, happened_at, reason
FROM version_1_month_event;

INSERT INTO history_entry (account, entry_id, task_id, api_key_id, model, action, status,
  service_mode, usage_type, usage, created_at, updated_at, source_id, line)
SELECT account, entry_id, task_id, api_key_id, model, action, status, service_mode, usage_type,
  usage, created_at, updated_at, source_id, line
FROM version_1_history_entry;

INSERT INTO balance_snapshot (id, account, plan, balance_usd, detail, told_at, observed_at,
  source_id, line)
SELECT id, account, plan, balance_usd, detail, -1, coalesce(observed_at, 0), source_id, line
FROM version_1_balance_snapshot;
