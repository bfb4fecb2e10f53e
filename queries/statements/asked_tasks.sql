-- name: askedTaskPut
-- notes what the provider said of a task
INSERT OR REPLACE INTO asked_task (id_high, id_low, task_id, answer, code, asked_at)
VALUES (:id_high, :id_low, :task_id, :answer, :code, :asked_at);

-- name: askedTaskOf
-- one row: what the provider said last of a task
SELECT answer, code, asked_at FROM asked_task WHERE id_high = :id_high AND id_low = :id_low;

-- name: missingTasks
-- one row: a task that only the history shows and that can be asked for, the newest first; completions
-- of language models are no tasks. A row that was open when it was read waits until it is old, and an
-- answer that did not bring the task is not asked for again for a while.
SELECT min(entry.task_id) AS task_id, max(coalesce(entry.created_at, -1)) AS created_at
FROM history_entry AS entry
LEFT JOIN asked_task AS asked ON asked.id_high = entry.id_high AND asked.id_low = entry.id_low
WHERE entry.comparison = 2 AND entry.task_id IS NOT NULL
  AND (entry.is_open = 0 OR coalesce(entry.created_at, -1) <= :open_until)
  AND entry.action NOT LIKE '%completion%' AND entry.task_id NOT LIKE 'chatcmpl%'
  AND coalesce(asked.asked_at, -1) <= :asked_until
  AND (:account IS NULL OR entry.account = :account)
GROUP BY entry.id_high, entry.id_low
ORDER BY created_at DESC, entry.id_high, entry.id_low;

-- name: unendedTasks
-- one row: a task that had not ended when it was last seen, the newest first, with its SKU
SELECT unended.day, unended.id_high, unended.id_low, odd.task_id AS odd_task_id,
  unended.created_nanoseconds, charge.sku_id, asked.answer, asked.asked_at
FROM (
  SELECT task.*
  FROM (
    -- only the days are read that have such tasks, each once
    SELECT DISTINCT line.day
    FROM (SELECT day, outcome_id FROM rollup UNION SELECT day, outcome_id FROM adjustment) AS line
    JOIN outcome AS told ON told.id = line.outcome_id
    JOIN status AS told_status ON told_status.id = told.status_id AND told_status.has_ended = 0
    ) AS open_day
  CROSS JOIN task ON task.day = open_day.day
  CROSS JOIN outcome ON outcome.id = task.outcome_id
  JOIN status ON status.id = outcome.status_id AND status.has_ended = 0
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL
  UNION ALL
  -- the history tells their end, and the answers don't
  SELECT DISTINCT task.*
  FROM history_end AS ending
  JOIN state AS answered ON answered.id = ending.answered_state_id
  JOIN status ON status.id = answered.status_id AND status.has_ended = 0
  CROSS JOIN history_entry AS entry
    ON entry.id_high = ending.id_high AND entry.id_low = ending.id_low AND entry.comparison = 1
  CROSS JOIN task ON task.day = entry.task_day AND task.id_high = ending.id_high
    AND task.id_low = ending.id_low
  JOIN outcome ON outcome.id = task.outcome_id
  JOIN status AS told_status ON told_status.id = outcome.status_id AND told_status.has_ended = 1
  ) AS unended
JOIN outcome ON outcome.id = unended.outcome_id
JOIN charge ON charge.id = outcome.charge_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = unended.id_high AND odd.id_low = unended.id_low
LEFT JOIN asked_task AS asked
  ON asked.id_high = unended.id_high AND asked.id_low = unended.id_low
WHERE :account IS NULL OR outcome.account_id = (SELECT id FROM account WHERE name = :account)
ORDER BY unended.day DESC, unended.created_nanoseconds DESC, unended.id_high, unended.id_low;

-- name: endedTasks
-- one row: a task that has ended and was not asked for, the newest first, but for the completions
SELECT task.day, task.id_high, task.id_low, odd.task_id AS odd_task_id, task.created_nanoseconds
FROM (SELECT DISTINCT day FROM rollup UNION SELECT DISTINCT day FROM adjustment) AS line
CROSS JOIN task ON task.day = line.day
JOIN outcome ON outcome.id = task.outcome_id
JOIN status ON status.id = outcome.status_id AND status.has_ended = 1
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id AND sku.task_type <> 'chat_completion'
LEFT JOIN odd_task_id AS odd ON odd.id_high = task.id_high AND odd.id_low = task.id_low
LEFT JOIN asked_task AS asked ON asked.id_high = task.id_high AND asked.id_low = task.id_low
LEFT JOIN history_end AS ending ON task.has_details = 1
  AND ending.id_high = task.id_high AND ending.id_low = task.id_low
LEFT JOIN state AS answered ON answered.id = ending.answered_state_id
LEFT JOIN status AS answered_status ON answered_status.id = answered.status_id
WHERE coalesce(asked.asked_at, -1) <= :asked_until
  AND (:account IS NULL OR outcome.account_id = (SELECT id FROM account WHERE name = :account))
  -- the others are open or missing, whatever the history tells of them
  AND (ending.id_high IS NULL OR answered_status.has_ended = 1)
ORDER BY task.day DESC, task.created_nanoseconds DESC, task.id_high, task.id_low;

-- name: askedCounts
-- one row: how many tasks were asked for, with one of the answers
SELECT answer, count(*) AS tasks FROM asked_task GROUP BY answer ORDER BY answer;

-- name: unloggedTasks
-- one row: a history row that no response is known for, with what the provider said of its task; with
-- an answer, only those of which it said that
SELECT entry.account, entry.entry_id, entry.task_id, entry.api_key_id, entry.model, entry.action,
  entry.status, entry.service_mode, entry.usage_type, entry.usage, entry.created_at,
  entry.updated_at, entry.deleted_at, entry.usage_points, asked.answer, asked.code, asked.asked_at
FROM history_entry AS entry
LEFT JOIN asked_task AS asked ON asked.id_high = entry.id_high AND asked.id_low = entry.id_low
WHERE entry.comparison = 2
  AND (:since IS NULL OR entry.day >= :since) AND (:until IS NULL OR entry.day <= :until)
  AND (:answer IS NULL OR asked.answer = :answer)
  AND (:accounts IS NULL OR entry.account IN (SELECT value FROM json_each(:accounts)))
ORDER BY entry.day, entry.created_at, entry.account, entry.entry_id;

-- name: unloggedTask
-- one row: a history row of a task that no response is known for, with what the provider said of it
SELECT entry.account, entry.entry_id, entry.task_id, entry.api_key_id, entry.model, entry.action,
  entry.status, entry.service_mode, entry.usage_type, entry.usage, entry.created_at,
  entry.updated_at, entry.deleted_at, entry.usage_points, asked.answer, asked.code, asked.asked_at
FROM history_entry AS entry
LEFT JOIN asked_task AS asked ON asked.id_high = entry.id_high AND asked.id_low = entry.id_low
WHERE entry.id_high = :id_high AND entry.id_low = :id_low AND entry.comparison = 2
ORDER BY entry.account, entry.entry_id;
