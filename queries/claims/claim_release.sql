-- lets the tasks of a claim that is no longer open be claimed again
UPDATE claim_task SET is_open = 0 WHERE claim_id = :claim_id;
