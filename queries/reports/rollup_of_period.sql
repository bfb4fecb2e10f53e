-- one row: tasks of a day that reports tell apart; -1 means unknown, and no day when all days are
-- asked for
SELECT rollup.day, rollup.tasks, outcome.charge_id, outcome.status_id, outcome.verdict_id,
  outcome.billed_points, outcome.expected_points, outcome.frozen_points
FROM rollup
JOIN outcome ON outcome.id = rollup.outcome_id
WHERE (:since IS NULL OR rollup.day >= :since) AND (:until IS NULL OR rollup.day <= :until)
  AND (rollup.day >= 0 OR (:since IS NULL AND :until IS NULL));
