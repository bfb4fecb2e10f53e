-- one row: the number of a claim that is made
INSERT INTO claim (period, made_at, card_name, card_fingerprint, grace_tasks, unsettled_tasks,
  waived_tasks, claimed_tasks)
VALUES (:period, :made_at, :card_name, :card_fingerprint, :grace_tasks, :unsettled_tasks,
  :waived_tasks, :claimed_tasks)
RETURNING id;
