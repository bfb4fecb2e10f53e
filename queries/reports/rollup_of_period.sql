-- one row: tasks of a day that reports tell apart; -1 means unknown, and no day when all days are
-- asked for
SELECT rollup.day, rollup.tasks, outcome.charge_id, outcome.status_id, outcome.verdict_id,
  outcome.billed_points, outcome.expected_points, outcome.frozen_points
FROM rollup
JOIN outcome ON outcome.id = rollup.outcome_id
WHERE rollup.day >= CASE WHEN :since IS NULL AND :until IS NULL THEN -9223372036854775808
    ELSE max(coalesce(:since, 0), 0) END
  AND rollup.day <= coalesce(:until, 9223372036854775807);
