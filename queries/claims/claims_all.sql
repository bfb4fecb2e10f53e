-- one row: a claim
SELECT id, period, made_at, card_name, card_fingerprint, grace_tasks, unsettled_tasks, waived_tasks,
  claimed_tasks
FROM claim
ORDER BY id;
