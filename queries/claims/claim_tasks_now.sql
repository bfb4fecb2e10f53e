-- one row: a claim with the points by which its proved tasks are billed less now than when it was
-- made; the least amount that an ended observation booked counts, as it came later
SELECT item.claim_id, sum(item.billed_points - min(item.billed_points,
  CASE WHEN outcome.billed_points >= 0 THEN outcome.billed_points ELSE item.billed_points END,
  coalesce((SELECT min(booking.consume_points) FROM booking
    WHERE booking.id_high = item.id_high AND booking.id_low = item.id_low), item.billed_points)))
  AS credited_points
FROM claim_task AS item
JOIN claim_cause AS cause ON cause.claim_id = item.claim_id AND cause.number = item.cause
LEFT JOIN task ON task.day = item.day AND task.id_high = item.id_high AND task.id_low = item.id_low
LEFT JOIN outcome ON outcome.id = task.outcome_id
WHERE cause.is_proved = 1 AND item.billed_points IS NOT NULL
GROUP BY item.claim_id
ORDER BY item.claim_id;
