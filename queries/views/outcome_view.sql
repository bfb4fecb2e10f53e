-- name: outcomeView
-- v_outcome: one row is what tasks have in common that agree in SKU, status, verdict, amounts and
-- account; all amounts are of each such task, and billed = expected + variance + unchecked
CREATE VIEW v_outcome AS
SELECT
  figures.outcome_id AS outcome_id,
  figures.model AS model,
  figures.task_type AS task_type,
  figures.sku AS sku,
  figures.status AS status,
  figures.settled AS settled,
  figures.verdict AS verdict,
  figures.billed_points AS billed_points,
  CASE WHEN figures.is_covered = 1 THEN figures.price_points END AS expected_points,
  CASE WHEN figures.is_covered = 1
    THEN coalesce(figures.billed_points, 0) - figures.price_points END AS variance_points,
  CASE WHEN figures.is_covered = 0 OR figures.price_points IS NULL
    THEN figures.billed_points END AS unchecked_points,
  CASE WHEN figures.billed_points IS NULL AND figures.settled = 0
    THEN figures.frozen_points END AS commitment_points,
  figures.price_points AS price_points,
  -- an own-account task that was booked otherwise than the rules say is a finding, whatever its verdict
  CASE WHEN figures.is_finding = 1 OR (figures.verdict = 'own_account'
    AND figures.billed_points <> coalesce(figures.price_points, -1)) THEN 1 ELSE 0 END AS is_finding,
  CASE figures.error_code WHEN 0 THEN NULL WHEN -1 THEN 'not kept'
    ELSE CAST(figures.error_code AS TEXT) END AS error_code,
  figures.account AS account
FROM (
  SELECT
    outcome.id AS outcome_id,
    sku.model AS model,
    sku.task_type AS task_type,
    sku.name AS sku,
    status.name AS status,
    status.has_ended AS settled,
    verdict.name AS verdict,
    verdict.is_covered AS is_covered,
    verdict.is_finding AS is_finding,
    CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points END AS billed_points,
    nullif(outcome.expected_points, -1) AS price_points,
    outcome.frozen_points AS frozen_points,
    outcome.error_code AS error_code,
    account.name AS account
  FROM outcome
  JOIN charge ON charge.id = outcome.charge_id
  JOIN sku ON sku.id = charge.sku_id
  JOIN status ON status.id = outcome.status_id
  JOIN verdict ON verdict.id = outcome.verdict_id
  LEFT JOIN account ON account.id = outcome.account_id) AS figures;
