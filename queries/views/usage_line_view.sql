-- name: usageLineView
-- v_usage_line: one row is tasks that a query outside the ledger has counted together, and that agree
-- in everything that prices and verdicts depend on; amounts are of all of them
-- '4701-10-08 (BC)' as a DATE is the number 4701 in SQLite, and in DuckDB the day with that Julian
-- day number; 2435887 days later is 1970-01-01.
CREATE VIEW v_usage_line AS
SELECT
  line.batch AS batch,
  CAST(line.shard AS TEXT) || '/' || CAST(line.shards AS TEXT) AS shard,
  account.name AS account,
  CASE WHEN line.day >= 0 THEN
    strftime('%Y-%m-%d', CAST('4701-10-08 (BC)' AS DATE) + 2435887 + CAST(line.day AS INTEGER))
  END AS day,
  outcome.model AS model,
  outcome.task_type AS task_type,
  outcome.sku AS sku,
  request.fields AS fields,
  outcome.status AS status,
  outcome.verdict AS verdict,
  line.tasks AS tasks,
  line.tasks * outcome.billed_points AS billed_points,
  line.tasks * outcome.expected_points AS expected_points,
  line.tasks * outcome.variance_points AS variance_points,
  line.tasks * outcome.unchecked_points AS unchecked_points,
  line.tasks * outcome.commitment_points AS commitment_points,
  line.tasks * outcome.price_points AS price_points,
  source.name AS source,
  line.line AS source_line
FROM usage_fact AS line
JOIN v_outcome AS outcome ON outcome.outcome_id = line.outcome_id
JOIN request ON request.id = line.request_id
JOIN source ON source.id = line.source_id
LEFT JOIN account ON account.id = line.account_id;
