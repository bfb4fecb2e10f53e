-- one row: findings of the account history in a period, by kind, key and day, or by kind and SKU
SELECT kind, api_key_id, sku, min(day) AS first_day, max(day) AS last_day, sum(count) AS tasks,
  sum(billed_points) AS billed_points,
  CASE WHEN count(booked_points) = count(*) THEN sum(booked_points) END AS booked_points,
  CASE WHEN count(price_points) = count(*) THEN sum(price_points) END AS price_points,
  CASE WHEN count(DISTINCT model) = 1 THEN min(model) END AS model, other_unit_type
FROM (
  SELECT kind, CASE WHEN kind = 'only_in_history' THEN api_key_id END AS api_key_id, sku, day,
    count, billed_points, booked_points, price_points, model, other_unit_type,
    CASE WHEN kind = 'only_in_history' THEN day END AS own_day
  FROM v_history_finding
  WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until))
GROUP BY kind, api_key_id, sku, own_day, other_unit_type
ORDER BY kind, own_day, api_key_id, sku, other_unit_type;
