-- one row: a row of the rollup of a period; -1 means unknown, and no day when all days are asked for
SELECT rollup.*
FROM rollup
JOIN charge ON charge.id = rollup.charge_id
JOIN sku ON sku.id = charge.sku_id
WHERE (:since IS NULL OR rollup.day >= :since) AND (:until IS NULL OR rollup.day <= :until)
  AND (rollup.day >= 0 OR (:since IS NULL AND :until IS NULL))
ORDER BY rollup.day, sku.name, rollup.charge_id, rollup.status_id, rollup.verdict_id,
  rollup.is_settled, rollup.billed_points, rollup.expected_points, rollup.frozen_points;
