-- v_finding: one row is a task that a person should look at, with its kind and what explains it, or
-- what only the account's side shows: spend that nobody logged, an unexplained change of the balance
CREATE VIEW v_finding AS
SELECT
  task.verdict AS kind,
  task.task_id AS task_id,
  task.day AS day,
  task.model AS model,
  task.task_type AS task_type,
  1 AS count,
  task.billed_points AS billed_points,
  task.expected_points AS expected_points,
  task.variance_points AS variance_points,
  task.unchecked_points AS unchecked_points,
  task.commitment_points AS commitment_points,
  task.price_points AS price_points,
  CASE
    WHEN task.verdict = 'unpriced' THEN task.unpriced_reason
    WHEN task.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN task.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || json_extract(other.value, '$[1]')
      FROM json_each(task.alternatives) AS other
      WHERE json_extract(other.value, '$[0]') = task.billed_points LIMIT 1), '')
  END AS detail,
  NULL AS booked_points
FROM v_task AS task
WHERE task.is_finding = 1
  -- only the days are read that have such tasks
  AND task.day_number IN (
    SELECT line.day
    FROM (SELECT day, outcome_id FROM rollup UNION SELECT day, outcome_id FROM adjustment) AS line
    JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
    WHERE outcome.is_finding = 1)
UNION ALL
SELECT kind, task_id, day, model, task_type, count, billed_points, NULL, NULL, NULL, NULL,
  price_points, CASE WHEN api_key_id IS NULL THEN '' ELSE 'API key ' || api_key_id END, booked_points
FROM v_history_finding
UNION ALL
SELECT 'unexplained_change', NULL, date(closing_at), NULL, NULL, tasks, billed_points, NULL, NULL,
  NULL, NULL, NULL, 'the balance changed by ' || unexplained_usd
    || ' USD more than is known between ' || opening_at || ' and ' || closing_at, NULL
FROM v_wallet
WHERE unexplained_points <> 0;
