-- name: settingGet
-- one row: the value of a setting
SELECT value FROM setting WHERE name = :name;

-- name: settingPut
-- writes a setting; what it is already is not written again
INSERT INTO setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value;

-- name: settingDelete
-- deletes a setting
DELETE FROM setting WHERE name = :name;

-- name: settingCount
-- one row: a setting that counts, after it has counted one more
INSERT INTO setting (name, value) VALUES (:name, '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
RETURNING CAST(value AS INTEGER) AS number;

-- name: accountIntern
-- one row: the number of an account's name, which is added if new
INSERT INTO account (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;

-- name: accountNames
-- one row: an account
SELECT id, name FROM account;

-- name: accountRename
-- gives an account another name, unless there is one of that name
UPDATE OR IGNORE account SET name = :name WHERE name = :other;

-- name: accountsOfHistory
-- one row: an account of which there are history rows
WITH RECURSIVE
-- the key begins with the account, so that each step is one look into the table
told (account) AS (
  SELECT min(account) FROM history_entry
  UNION ALL
  SELECT (SELECT min(account) FROM history_entry WHERE account > last.account)
  FROM told AS last
  WHERE last.account IS NOT NULL)
SELECT account FROM told WHERE account IS NOT NULL ORDER BY account;

-- name: usageTypeIntern
-- one row: the number of a usage type, which is added if new
INSERT INTO usage_type (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;

-- name: usageTypeNames
-- one row: a usage type
SELECT id, name FROM usage_type;

-- name: statusIntern
-- one row: the number of a status, which is added from 100 on where it is new
INSERT INTO status (id, name, has_ended)
VALUES ((SELECT max(max(id), 99) + 1 FROM status), :name, 0)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;

-- name: statusNames
-- one row: a status
SELECT id, name FROM status;

-- name: unknownStatuses
-- one row: a status that is not known yet, with its tasks
SELECT status.name AS status, sum(line.tasks) AS tasks
FROM (
  SELECT outcome_id, tasks FROM rollup
  UNION ALL
  SELECT outcome_id, tasks FROM adjustment) AS line
JOIN outcome ON outcome.id = line.outcome_id
JOIN status ON status.id = outcome.status_id
WHERE status.id >= 100
GROUP BY status.name
HAVING sum(line.tasks) > 0
ORDER BY status.name;

-- name: requestIntern
-- one row: the number of a kind of request, which is added if new
INSERT INTO request (model, task_type, fields, varying_fields)
VALUES (:model, :task_type, :fields, :varying_fields)
ON CONFLICT (model, task_type, fields, varying_fields) DO UPDATE SET model = excluded.model
RETURNING id;

-- name: requestById
-- one row: a kind of request
SELECT model, task_type, fields, varying_fields FROM request WHERE id = :id;

-- name: requestFields
-- one row: the fields that the tasks of a kind of request share
SELECT fields FROM request WHERE id = :id;

-- name: requestNames
-- one row: a model and task type that tasks have, with a webhook host
SELECT DISTINCT model, task_type, fields ->> '$."webhook_config.endpoint.host"' AS webhook_host
FROM request
ORDER BY 1, 2, 3;

-- name: stateIntern
-- one row: the number of a state, which is added if new
INSERT INTO state (account_id, status_id, is_own_account, output_count, error_code, usage_type_id,
  frozen_points, consume_points)
VALUES (:account_id, :status_id, :is_own_account, :output_count, :error_code, :usage_type_id,
  :frozen_points, :consume_points)
ON CONFLICT (status_id, coalesce(consume_points, -1), coalesce(frozen_points, -1),
  coalesce(output_count, -1), coalesce(error_code, 0), is_own_account,
  coalesce(usage_type_id, -1), coalesce(account_id, -1))
  DO UPDATE SET status_id = excluded.status_id
RETURNING id;

-- name: stateById
-- one row: a state
SELECT account_id, status_id, is_own_account, output_count, error_code, usage_type_id,
  frozen_points, consume_points
FROM state
WHERE id = :id;
