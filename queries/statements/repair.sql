-- name: outcomeTasks
-- one row: a task that has one of some outcomes, given as a JSON array
SELECT outcome_id, day, id_high, id_low
FROM task
WHERE outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY outcome_id, day, id_high, id_low;

-- name: outcomeLargest
-- one row: the largest number of an outcome
SELECT coalesce(max(id), 0) AS id FROM outcome;

-- name: outcomeDelete
-- removes an outcome
DELETE FROM outcome WHERE id = :id;

-- name: outcomeTake
-- gives an outcome other figures
UPDATE outcome SET pricing_input_id = :pricing_input_id, charge_id = :charge_id,
  status_id = :status_id, verdict_id = :verdict_id, is_own_account = :is_own_account,
  is_in_conflict = :is_in_conflict, is_overdue = :is_overdue, penalty_points = :penalty_points,
  billed_points = :billed_points, expected_points = :expected_points,
  frozen_points = :frozen_points, error_code = :error_code, account_id = :account_id
WHERE id = :id;

-- name: outcomeStandIn
-- one row: the number of an outcome for tasks whose own is lost, until they are judged again
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points, waits,
  wait_seconds)
VALUES (NULL, :charge_id, 2, 13, 0, 0, 0, -1, -1, -1, 0, 0, 0)
RETURNING id;

-- name: outcomesLost
-- gives the tasks whose outcome is lost another one
UPDATE task SET outcome_id = :id, watch = 0 WHERE outcome_id NOT IN (SELECT id FROM outcome);

-- name: usageOutcomesLost
-- gives the usage lines whose outcome is lost another one
UPDATE usage_line SET outcome_id = :id, watch = 0 WHERE outcome_id NOT IN (SELECT id FROM outcome);

-- name: historyUnlink
-- has all history entries compared again
UPDATE history_entry SET comparison = -1;

-- name: daysLackingTasks
-- one row: a day of which the rollup counts more tasks than there are, and how many had an answer
SELECT day, sum(iif(verdict_id IS :unlogged, 0, tasks)) AS tasks
FROM (
  SELECT day, outcome_id, tasks FROM rollup
  UNION ALL
  SELECT day, outcome_id, tasks FROM adjustment) AS line
LEFT JOIN outcome ON outcome.id = line.outcome_id
GROUP BY day
HAVING sum(tasks) > (SELECT count(*) FROM task WHERE task.day = line.day)
  + (SELECT coalesce(sum(tasks), 0) FROM usage_fact WHERE usage_fact.day = line.day)
ORDER BY day;

-- name: sourcesToRead
-- one row: a source that was read to its end, by its latest content
SELECT name, sha256, size_bytes
FROM source
WHERE sha256 IS NOT NULL AND id IN (SELECT max(id) FROM source GROUP BY name)
ORDER BY id;

-- name: outcomeStandInDelete
-- removes the outcome that stood in for lost ones
DELETE FROM outcome WHERE charge_id IN (
  SELECT charge.id FROM charge JOIN sku ON sku.id = charge.sku_id WHERE sku.name = :name);

-- name: chargeStandInDelete
-- removes its charge
DELETE FROM charge WHERE sku_id IN (SELECT id FROM sku WHERE name = :name);

-- name: skuStandInDelete
-- removes its SKU
DELETE FROM sku WHERE name = :name;
