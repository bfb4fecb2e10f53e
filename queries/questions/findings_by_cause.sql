-- name: findingsByCause
-- one row: findings of one kind on one model with one explanation, the largest amounts first
SELECT kind, model, task_type, detail, sum(count) AS tasks, min(day) AS first_day,
  max(day) AS last_day, sum(billed_points) AS billed_points,
  sum(variance_points) AS variance_points
FROM v_finding
WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
GROUP BY kind, model, task_type, detail
ORDER BY abs(sum(variance_points)) DESC, billed_points DESC, kind, model, task_type, detail;
