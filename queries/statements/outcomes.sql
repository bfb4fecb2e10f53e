-- name: skuIntern
-- one row: the number of a SKU, which is added if new
INSERT INTO sku (model, task_type, fields, name)
VALUES (:model, :task_type, :fields, :name)
ON CONFLICT (name) DO UPDATE SET model = excluded.model, task_type = excluded.task_type,
  fields = excluded.fields
RETURNING id;

-- name: rateIntern
-- one row: the number of a frozen rate, which is added if new; its evidence is the latest
INSERT INTO rate (name, pricing, formula) VALUES (:name, :pricing, :formula)
ON CONFLICT (pricing) DO UPDATE SET formula = excluded.formula
RETURNING id;

-- name: pricingInputIntern
-- one row: the number of what a price depends on, which is added if new
INSERT INTO pricing_input (model, task_type, fields, read_fields, output_count, valid_from,
  valid_until)
VALUES (:model, :task_type, :fields, :read_fields, :output_count, :valid_from, :valid_until)
ON CONFLICT (model, task_type, fields, read_fields, output_count, valid_from, valid_until)
  DO UPDATE SET model = excluded.model
RETURNING id;

-- name: pricingInputsAll
-- one row: what a price depends on
SELECT id, model, task_type, fields, read_fields, output_count, valid_from, valid_until
FROM pricing_input
ORDER BY id;

-- name: chargeInsert
-- one row: the number of a new charge
INSERT INTO charge (sku_id, rate_id, quantities, expected_points, reason, alternatives)
VALUES (:sku_id, :rate_id, :quantities, :expected_points, :reason, :alternatives)
RETURNING id;

-- name: chargeFind
-- one row: the charge of a SKU by a rate and quantities, or for a reason
SELECT id, expected_points, alternatives
FROM charge
WHERE sku_id = :sku_id AND rate_id IS :rate_id AND quantities = :quantities AND reason = :reason;

-- name: chargeUpdate
-- gives a charge its price, and the other prices of the latest card
UPDATE charge SET expected_points = :expected_points, alternatives = :alternatives WHERE id = :id;

-- name: charges
-- one row: a charge with its SKU and with the rate that made it, if any; one charge, or all
SELECT charge.id, charge.expected_points, charge.reason, charge.quantities, charge.alternatives,
  sku.name AS sku, sku.model, sku.task_type, sku.fields, charge.rate_id, rate.name AS rate,
  rate.formula
FROM charge
JOIN sku ON sku.id = charge.sku_id
LEFT JOIN rate ON rate.id = charge.rate_id
WHERE charge.id >= coalesce(:id, 0) AND charge.id <= coalesce(:id, 9223372036854775807);

-- name: outcomeIntern
-- one row: the number of an outcome, which is added if new
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code, account_id)
VALUES (:pricing_input_id, :charge_id, :status_id, :verdict_id, :is_own_account, :is_in_conflict,
  :is_overdue, :penalty_points, :billed_points, :expected_points, :frozen_points, 0, 0,
  :error_code, :account_id)
ON CONFLICT (pricing_input_id, status_id, billed_points, frozen_points, is_own_account,
  is_in_conflict, is_overdue, penalty_points, error_code, coalesce(account_id, -1))
  WHERE pricing_input_id IS NOT NULL
  DO UPDATE SET charge_id = excluded.charge_id, verdict_id = excluded.verdict_id,
    expected_points = excluded.expected_points
RETURNING id;

-- name: outcomeKeep
-- one row: the number of an outcome that keeps another one's figures for closed months
INSERT INTO outcome (pricing_input_id, charge_id, status_id, verdict_id, is_own_account,
  is_in_conflict, is_overdue, penalty_points, billed_points, expected_points, frozen_points,
  waits, wait_seconds, error_code, account_id)
SELECT NULL, charge_id, status_id, verdict_id, is_own_account, is_in_conflict, is_overdue,
  penalty_points, billed_points, expected_points, frozen_points, 0, 0, error_code, account_id
FROM outcome
WHERE id = :id
ON CONFLICT (charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points,
  error_code, coalesce(account_id, -1)) WHERE pricing_input_id IS NULL
  DO UPDATE SET charge_id = excluded.charge_id
RETURNING id;

-- name: outcomeReprice
-- gives an outcome the figures of another card
UPDATE outcome
SET charge_id = :charge_id, verdict_id = :verdict_id, expected_points = :expected_points
WHERE id = :id;

-- name: outcomeById
-- one row: an outcome with its SKU and its status
SELECT outcome.*, charge.sku_id, status.name AS status
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
JOIN status ON status.id = outcome.status_id
WHERE outcome.id = :id;

-- name: outcomesAll
-- one row: an outcome that tasks can have, with its status
SELECT outcome.*, status.name AS status
FROM outcome
JOIN status ON status.id = outcome.status_id
WHERE outcome.pricing_input_id IS NOT NULL
ORDER BY outcome.id;

-- name: outcomesWithoutInput
-- one row: an outcome that belongs to no pricing input
SELECT id FROM outcome WHERE pricing_input_id IS NULL ORDER BY id;

-- name: outcomesInOtherUnits
-- one row: the outcome of tasks whose usage is in another unit than points
SELECT DISTINCT task.outcome_id
FROM task
JOIN state ON state.id = task.state_id
JOIN usage_type ON usage_type.id = state.usage_type_id
LEFT JOIN usage_unit ON usage_unit.usage_type = lower(trim(usage_type.name))
WHERE coalesce(usage_unit.is_points, 0) = 0
ORDER BY task.outcome_id;

-- name: outcomeFigures
-- one row: an outcome by what reports distinguish, one or all, with what its tasks were priced by;
-- -1 means unknown
SELECT id, charge_id, status_id, verdict_id, billed_points, expected_points, frozen_points,
  error_code, pricing_input_id, account_id
FROM outcome
WHERE id >= coalesce(:id, 0) AND id <= coalesce(:id, 9223372036854775807);

-- name: outcomeModels
-- one row: an outcome with the model and task type that its tasks are priced as
SELECT outcome.id, sku.model, sku.task_type
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id;

-- name: billedOutcomes
-- one row: an outcome of completed tasks whose bill is known, to be compared with its rate
SELECT id, charge_id, verdict_id, billed_points, expected_points, account_id
FROM outcome
WHERE pricing_input_id IS NOT NULL AND status_id = 4 AND is_own_account = 0
  AND is_in_conflict = 0 AND billed_points >= 0;

-- name: outcomeAddWaits
-- adds ended tasks and their time from creation to end to an outcome, or takes them away
UPDATE outcome SET waits = waits + :waits, wait_seconds = wait_seconds + :wait_seconds
WHERE id = :id;

-- name: outcomeWaits
-- one row: an outcome with ended tasks whose time from creation to end is known
SELECT id AS outcome_id, waits, wait_seconds FROM outcome WHERE waits <> 0 ORDER BY id;

-- name: waitsOfTasks
-- one row: the ended tasks of an outcome whose time from creation to end is known, and that time
SELECT outcome_id, sum(waits) AS waits, sum(wait_seconds) AS wait_seconds
FROM (
  SELECT task.outcome_id AS outcome_id, count(*) AS waits,
    sum(task.ended_nanoseconds / 1000000000) AS wait_seconds
  FROM task
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id
  WHERE status.has_ended = 1 AND task.created_nanoseconds IS NOT NULL
    AND task.ended_nanoseconds >= 0
  GROUP BY task.outcome_id
  UNION ALL
  SELECT outcome_id, waits, wait_seconds FROM usage_line WHERE waits > 0)
GROUP BY outcome_id
ORDER BY outcome_id;

-- name: usualWaits
-- one row: the mean time in seconds that ended tasks of a SKU took
SELECT charge.sku_id AS sku_id, sum(outcome.wait_seconds) / sum(outcome.waits) AS wait_seconds
FROM outcome
JOIN charge ON charge.id = outcome.charge_id
WHERE outcome.waits <> 0
GROUP BY charge.sku_id;
