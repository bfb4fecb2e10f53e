-- one row: whether any failed or cancelled task of a few days was billed
SELECT EXISTS (
  SELECT 1
  FROM (
    SELECT outcome_id FROM rollup WHERE day >= :first AND day <= :last
    UNION ALL
    SELECT outcome_id FROM adjustment WHERE day >= :first AND day <= :last) AS line
  JOIN outcome ON outcome.id = line.outcome_id
  WHERE outcome.status_id IN (5, 6) AND outcome.billed_points > 0);
