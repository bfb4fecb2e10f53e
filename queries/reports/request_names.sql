-- one row: a model and task type that tasks have, with a host to which their ends are told
SELECT DISTINCT model, task_type, fields ->> '$."webhook_config.endpoint.host"' AS webhook_host
FROM request
ORDER BY 1, 2, 3;
