-- one row: the outcome of tasks whose usage is in another unit than points
SELECT DISTINCT task.outcome_id
FROM task
JOIN state ON state.id = task.state_id
JOIN usage_type ON usage_type.id = state.usage_type_id
LEFT JOIN usage_unit ON usage_unit.usage_type = lower(trim(usage_type.name))
WHERE coalesce(usage_unit.is_points, 0) = 0
ORDER BY task.outcome_id;
