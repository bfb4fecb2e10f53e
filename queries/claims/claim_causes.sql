-- one row: a cause in a claim with the sums of its tasks; of all claims where none is given
SELECT cause.claim_id, cause.number, cause.is_proved, cause.kind, cause.sku, cause.rule,
  cause.source, cause.detail, count(*) AS tasks, sum(item.billed_points) AS billed_points,
  sum(item.expected_points) AS expected_points, sum(item.frozen_points) AS frozen_points,
  coalesce(sum(max(item.billed_points - item.expected_points, 0)), 0) AS overcharged_points,
  coalesce(sum(max(item.expected_points - item.billed_points, 0)), 0) AS undercharged_points
FROM claim_cause AS cause
JOIN claim_task AS item ON item.claim_id = cause.claim_id AND item.cause = cause.number
WHERE :claim_id IS NULL OR cause.claim_id = :claim_id
GROUP BY cause.claim_id, cause.number
ORDER BY cause.claim_id, cause.number;
