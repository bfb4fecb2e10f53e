-- name: findingView
-- v_finding: one row is a task that a person should look at, or such tasks of usage lines, which have
-- no ids, with its kind and what explains it, or what only the account's side shows: spend that nobody
-- logged, an unexplained change of the balance
-- Of a closed month it is the task as it was when it was closed; what was found later stands on the
-- day on which it was found, with a count of -1 and negative amounts for what is no finding any more.
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
    WHEN task.verdict = 'other_unit'
      THEN 'booked in a quota or an unknown unit, which is no money'
    WHEN task.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN task.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || (other.value ->> '$[1]')
      FROM json_each(task.alternatives) AS other
      WHERE CAST((other.value ->> '$[0]') AS BIGINT) = task.billed_points LIMIT 1), '')
  END AS detail,
  NULL AS booked_points,
  task.account AS account
FROM v_task AS task
WHERE task.is_finding = 1
  -- only the days are read that have such tasks
  AND task.day_number IN (
    SELECT line.day
    FROM (SELECT day, outcome_id FROM rollup UNION SELECT day, outcome_id FROM adjustment) AS line
    JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
    WHERE outcome.is_finding = 1)
  AND task.day_number NOT IN (
    SELECT day FROM superseded_task UNION SELECT day FROM superseded_outcome)
UNION ALL
SELECT
  outcome.verdict,
  CASE WHEN line.id_high IS NOT NULL THEN coalesce(odd.task_id, printf('%08x-%04x-%04x-%04x-%012x',
    (line.id_high >> 32) & 4294967295, (line.id_high >> 16) & 65535, line.id_high & 65535,
    (line.id_low >> 48) & 65535, line.id_low & 281474976710655)) END,
  CASE WHEN line.line_day >= 0 THEN strftime('%Y-%m-%d',
    CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.line_day AS INTEGER)) END,
  coalesce(request.model, outcome.model),
  coalesce(request.task_type, outcome.task_type),
  line.tasks,
  line.tasks * outcome.billed_points,
  line.tasks * outcome.expected_points,
  line.tasks * outcome.variance_points,
  line.tasks * outcome.unchecked_points,
  line.tasks * outcome.commitment_points,
  line.tasks * outcome.price_points,
  CASE
    WHEN outcome.verdict = 'unpriced' THEN charge.reason
    WHEN outcome.verdict = 'other_unit'
      THEN 'booked in a quota or an unknown unit, which is no money'
    WHEN outcome.verdict = 'own_account' THEN 'an own-account task was booked'
    WHEN outcome.verdict NOT IN ('overcharged', 'undercharged') THEN ''
    ELSE coalesce((SELECT 'billed equals ' || (other.value ->> '$[1]')
      FROM json_each(charge.alternatives) AS other
      WHERE CAST((other.value ->> '$[0]') AS BIGINT) = outcome.billed_points LIMIT 1), '')
  END,
  NULL,
  outcome.account
FROM (
  -- a change that gave a task nothing else that is told here is none
  SELECT changed_line.line_day, changed_line.id_high, changed_line.id_low, priced.charge_id,
    min(priced.id) AS outcome_id, min(changed_line.request_id) AS request_id,
    CAST(sum(changed_line.tasks) AS BIGINT) AS tasks
  FROM (
    SELECT line_day, id_high, id_low, outcome_id, request_id, tasks FROM changed_line
    UNION ALL
    SELECT day, NULL, NULL, outcome_id, request_id, tasks FROM usage_fact) AS changed_line
  JOIN outcome AS priced ON priced.id = changed_line.outcome_id
  GROUP BY changed_line.line_day, changed_line.id_high, changed_line.id_low, priced.charge_id,
    priced.status_id, priced.verdict_id, priced.billed_points, priced.expected_points,
    priced.frozen_points, priced.account_id
  HAVING CAST(sum(changed_line.tasks) AS BIGINT) <> 0) AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
JOIN charge ON charge.id = line.charge_id
LEFT JOIN request ON request.id = line.request_id
LEFT JOIN odd_task_id AS odd ON odd.id_high = line.id_high AND odd.id_low = line.id_low
WHERE outcome.is_finding = 1
UNION ALL
SELECT kind, task_id, day, model, task_type, count, billed_points, NULL, NULL, NULL, NULL,
  price_points,
  CASE WHEN api_key_id IS NULL THEN '' ELSE 'API key ' || api_key_id END
    || CASE WHEN api_key_id IS NULL OR other_unit_type IS NULL THEN '' ELSE ': ' END
    || CASE WHEN other_unit_type IS NULL THEN ''
      ELSE 'usage type ' || other_unit_type || ', which is no money' END,
  booked_points, account
FROM v_history_finding
UNION ALL
SELECT 'unexplained_change', NULL, substr(closing_at, 1, 10), NULL, NULL, tasks, billed_points,
  NULL, NULL, NULL, NULL, NULL, 'the balance changed by ' || unexplained_usd
    || ' USD more than is known between ' || opening_at || ' and ' || closing_at, NULL, account
FROM v_wallet
WHERE unexplained_points <> 0;
