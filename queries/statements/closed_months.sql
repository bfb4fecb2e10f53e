-- name: closedMonthInsert
-- closes a month
INSERT INTO closed_month (month, closed_at, card_name, card_fingerprint)
VALUES (:month, :closed_at, :card_name, :card_fingerprint);

-- name: closedMonthDelete
-- opens a month again
DELETE FROM closed_month WHERE month = :month;

-- name: closedMonthsAll
-- one row: a closed month
SELECT month, closed_at, card_name, card_fingerprint FROM closed_month ORDER BY month;

-- name: monthEventInsert
-- keeps that a month was closed or reopened, and why
INSERT INTO month_event (month, action, happened_at, reason)
VALUES (:month, :action, :happened_at, :reason);

-- name: monthEvents
-- one row: a month was closed or reopened
SELECT month, action, happened_at, reason FROM month_event ORDER BY id;

-- name: adjustmentAdd
-- adds tasks to one row of the adjustments, or takes them away
INSERT INTO adjustment (found_day, day, outcome_id, tasks)
VALUES (:found_day, :day, :outcome_id, :tasks)
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: adjustmentMove
-- gives the adjustments of a day that have one outcome another one, added to what it has
INSERT INTO adjustment (found_day, day, outcome_id, tasks)
SELECT found_day, day, :other_id, tasks
FROM adjustment
WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: adjustmentDrop
-- removes the adjustments of a day that have an outcome
DELETE FROM adjustment WHERE day = :day AND outcome_id = :outcome_id;

-- name: adjustmentRemoveEmpty
-- removes an adjustment that has canceled out
DELETE FROM adjustment
WHERE found_day = :found_day AND day = :day AND outcome_id = :outcome_id AND tasks = 0;

-- name: adjustmentOf
-- one row: the tasks of one adjustment
SELECT tasks FROM adjustment
WHERE found_day = :found_day AND day = :day AND outcome_id = :outcome_id;

-- name: adjustmentsOfDays
-- one row: a change of a closed month, found on or belonging to a day of a period
SELECT found_day, day, outcome_id, tasks
FROM adjustment
WHERE (found_day >= coalesce(:since, 0) AND found_day <= coalesce(:until, 9223372036854775807))
  OR (day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807))
ORDER BY found_day, day, outcome_id;

-- name: adjustmentsOfPeriod
-- one row: a change of a closed month, found on a day of a period
SELECT found_day, day, outcome_id, tasks
FROM adjustment
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY found_day, day, outcome_id;

-- name: adjustmentsOfEqualFigures
-- one row: two outcomes with the same figures, one of which takes from the other in an adjustment
SELECT taken.found_day, taken.day, taken.outcome_id AS outcome_id, given.outcome_id AS other_id
FROM adjustment AS taken
JOIN outcome ON outcome.id = taken.outcome_id
JOIN adjustment AS given
  ON given.found_day = taken.found_day AND given.day = taken.day AND given.tasks > 0
JOIN outcome AS other ON other.id = given.outcome_id AND other.charge_id = outcome.charge_id
  AND other.status_id = outcome.status_id AND other.verdict_id = outcome.verdict_id
  AND other.billed_points = outcome.billed_points
  AND other.expected_points = outcome.expected_points
  AND other.frozen_points = outcome.frozen_points AND other.error_code = outcome.error_code
  AND other.account_id IS outcome.account_id
WHERE taken.tasks < 0
ORDER BY taken.found_day, taken.day, taken.outcome_id, given.outcome_id;

-- name: adjustmentsToTakeFrom
-- one row: an adjustment of a day that gives tasks to an outcome, found on another day
SELECT found_day, tasks FROM adjustment
WHERE day = :day AND outcome_id = :outcome_id AND found_day <> :found_day AND tasks > 0
ORDER BY found_day;

-- name: adjustmentsFold
-- brings the adjustments of the days of a reopened month back into the rollup
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, outcome_id, sum(tasks)
FROM adjustment
WHERE day >= :first AND day <= :last
GROUP BY 1, 2
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: adjustmentsDelete
-- deletes the adjustments of the days of a reopened month
DELETE FROM adjustment WHERE day >= :first AND day <= :last;

-- name: adjustmentsVoidFold
-- brings adjustments into the rollup that change no figure: on their day of finding as many tasks
-- left an outcome as came to others with the same figures
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, outcome_id, sum(tasks)
FROM (
  SELECT adjustment.day, adjustment.outcome_id, adjustment.tasks, sum(adjustment.tasks) OVER (
      PARTITION BY adjustment.found_day, adjustment.day, outcome.charge_id, outcome.status_id,
        outcome.verdict_id, outcome.billed_points, outcome.expected_points, outcome.frozen_points,
        outcome.error_code, outcome.account_id)
      AS change
  FROM adjustment
  JOIN outcome ON outcome.id = adjustment.outcome_id)
WHERE change = 0
GROUP BY day, outcome_id
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;

-- name: adjustmentsVoidDelete
-- removes adjustments that change no figure
DELETE FROM adjustment
WHERE (found_day, day, outcome_id) IN (
  SELECT found_day, day, outcome_id
  FROM (
    SELECT adjustment.found_day, adjustment.day, adjustment.outcome_id,
      sum(adjustment.tasks) OVER (
        PARTITION BY adjustment.found_day, adjustment.day, outcome.charge_id, outcome.status_id,
          outcome.verdict_id, outcome.billed_points, outcome.expected_points,
          outcome.frozen_points, outcome.error_code, outcome.account_id) AS change
    FROM adjustment
    JOIN outcome ON outcome.id = adjustment.outcome_id)
  WHERE change = 0);

-- name: keptRateInsert
-- keeps the exchange rate of a day of a closed month
INSERT INTO kept_rate (currency, day, units_per_usd) VALUES (:currency, :day, :units_per_usd);

-- name: keptRatesDelete
-- deletes the exchange rates of the days of a reopened month
DELETE FROM kept_rate WHERE day >= :first AND day <= :last;

-- name: keptRatesOf
-- one row: the kept exchange rate of a currency on a day
SELECT day, units_per_usd FROM kept_rate WHERE currency = :currency ORDER BY day;
