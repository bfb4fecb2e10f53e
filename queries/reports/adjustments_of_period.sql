-- one row: a change of a closed month, found on a day of a period; -1 means unknown
SELECT adjustment.*
FROM adjustment
JOIN charge ON charge.id = adjustment.charge_id
JOIN sku ON sku.id = charge.sku_id
WHERE (:since IS NULL OR adjustment.found_day >= :since)
  AND (:until IS NULL OR adjustment.found_day <= :until)
ORDER BY adjustment.found_day, adjustment.day, sku.name, adjustment.charge_id,
  adjustment.status_id, adjustment.verdict_id, adjustment.is_settled, adjustment.billed_points,
  adjustment.expected_points, adjustment.frozen_points;
