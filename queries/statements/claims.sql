-- name: claimInsert
-- one row: the number of a claim that is made
INSERT INTO claim (period, made_at, card_name, card_fingerprint, grace_tasks, unsettled_tasks,
  waived_tasks, claimed_tasks)
VALUES (:period, :made_at, :card_name, :card_fingerprint, :grace_tasks, :unsettled_tasks,
  :waived_tasks, :claimed_tasks)
RETURNING id;

-- name: claimAccountInsert
-- notes whose tasks a claim is about
INSERT INTO claim_account (claim_id, account) VALUES (:claim_id, :account);

-- name: claimCauseInsert
-- adds a cause to a claim
INSERT INTO claim_cause (claim_id, number, is_proved, kind, sku, rule, source, detail)
VALUES (:claim_id, :number, :is_proved, :kind, :sku, :rule, :source, :detail);

-- name: claimTaskInsert
-- adds a task to a claim
INSERT INTO claim_task (claim_id, id_high, id_low, cause, day, account, created_at, ended_at,
  billed_points, expected_points, frozen_points, is_open)
VALUES (:claim_id, :id_high, :id_low, :cause, :day, :account, :created_at, :ended_at,
  :billed_points, :expected_points, :frozen_points, 1);

-- name: claimEventInsert
-- notes what became of a claim
INSERT INTO claim_event (claim_id, state, happened_at, note)
VALUES (:claim_id, :state, :happened_at, :note);

-- name: claimRelease
-- lets the tasks of a claim that is no longer open be claimed again
UPDATE claim_task SET is_open = 0 WHERE claim_id = :claim_id;

-- name: claimCandidates
-- one row: a task of a period on which bill and rule differ, or that nothing proves, or whose refund
-- is awaited; only the days are read that have such tasks
WITH candidate AS (
  SELECT id FROM outcome
  WHERE verdict_id IN (2, 3, 5, 8, 9, 12, 15)
    OR (verdict_id = 10 AND billed_points >= 0 AND billed_points <> expected_points)),
dated AS (
  SELECT DISTINCT line.day
  FROM (SELECT day, outcome_id FROM rollup UNION ALL SELECT day, outcome_id FROM adjustment) AS line
  JOIN candidate ON candidate.id = line.outcome_id
  WHERE line.day >= coalesce(:since, -1) AND line.day <= coalesce(:until, 9223372036854775807)
    AND (line.day >= 0 OR (:since IS NULL AND :until IS NULL)))
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, account.name AS account,
  task.outcome_id, task.created_nanoseconds, task.ended_nanoseconds
FROM dated
CROSS JOIN task ON task.day = dated.day
JOIN candidate ON candidate.id = task.outcome_id
JOIN outcome ON outcome.id = task.outcome_id
LEFT JOIN account ON account.id = outcome.account_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
ORDER BY task.day, task.created_nanoseconds, task.id_high, task.id_low;

-- name: claimsAll
-- one row: a claim with the account whose tasks it is about
SELECT claim.id, claim.period, claim_account.account, claim.made_at, claim.card_name,
  claim.card_fingerprint, claim.grace_tasks, claim.unsettled_tasks, claim.waived_tasks,
  claim.claimed_tasks
FROM claim
LEFT JOIN claim_account ON claim_account.claim_id = claim.id
ORDER BY claim.id;

-- name: claimEvents
-- one row: what became of a claim, in order
SELECT claim_id, state, happened_at, note FROM claim_event ORDER BY claim_id, id;

-- name: claimCauses
-- one row: a cause in a claim with the sums of its tasks; of all claims where none is given
SELECT cause.claim_id, cause.number, cause.is_proved, cause.kind, cause.sku, cause.rule,
  cause.source, cause.detail, count(*) AS tasks, sum(item.billed_points) AS billed_points,
  sum(item.expected_points) AS expected_points, sum(item.frozen_points) AS frozen_points,
  coalesce(sum(max(item.billed_points - item.expected_points, 0)), 0) AS overcharged_points,
  coalesce(sum(max(item.expected_points - item.billed_points, 0)), 0) AS undercharged_points
FROM claim_cause AS cause
JOIN claim_task AS item ON item.claim_id = cause.claim_id AND item.cause = cause.number
WHERE :claim_id IS NULL OR cause.claim_id = :claim_id
GROUP BY cause.claim_id, cause.number
ORDER BY cause.claim_id, cause.number;

-- name: claimTasks
-- one row: a task of a claim as it was claimed
SELECT item.cause, item.id_high, item.id_low, odd.task_id AS odd_task_id, item.account,
  item.created_at, item.ended_at, item.billed_points, item.expected_points, item.frozen_points
FROM claim_task AS item
LEFT JOIN odd_task_id AS odd ON odd.id_high = item.id_high AND odd.id_low = item.id_low
WHERE item.claim_id = :claim_id
ORDER BY item.cause, item.created_at, item.id_high, item.id_low;

-- name: claimTasksNow
-- one row: a claim with the points by which its proved tasks are billed less now than when it was
-- made; the least amount that an ended observation booked counts, as it came later
SELECT item.claim_id, sum(item.billed_points - min(item.billed_points,
  CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points ELSE item.billed_points END,
  coalesce((SELECT min(booking.consume_points) FROM booking
    WHERE booking.id_high = item.id_high AND booking.id_low = item.id_low), item.billed_points)))
  AS credited_points
FROM claim_task AS item
JOIN claim_cause AS cause ON cause.claim_id = item.claim_id AND cause.number = item.cause
LEFT JOIN task ON task.day = item.day AND task.id_high = item.id_high AND task.id_low = item.id_low
LEFT JOIN outcome ON outcome.id = task.outcome_id
WHERE cause.is_proved = 1 AND item.billed_points IS NOT NULL
GROUP BY item.claim_id
ORDER BY item.claim_id;

-- name: openClaimTasks
-- one row: a task in an open claim
SELECT id_high, id_low FROM claim_task WHERE is_open = 1;
