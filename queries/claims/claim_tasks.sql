-- one row: a task of a claim as it was claimed
SELECT item.cause, item.id_high, item.id_low, odd.task_id AS odd_task_id, item.account,
  item.created_at, item.ended_at, item.billed_points, item.expected_points, item.frozen_points
FROM claim_task AS item
LEFT JOIN odd_task_id AS odd ON odd.id_high = item.id_high AND odd.id_low = item.id_low
WHERE item.claim_id = :claim_id
ORDER BY item.cause, item.created_at, item.id_high, item.id_low;
