-- name: overcharges
-- one row: a task that was billed more than expected, or whose refund is due; negative: was so
SELECT task_id, day, model, task_type, kind, billed_points, expected_points, variance_points,
  detail
FROM v_finding
WHERE kind IN ('overcharged', 'refund_due')
  AND (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
ORDER BY variance_points DESC, task_id;
