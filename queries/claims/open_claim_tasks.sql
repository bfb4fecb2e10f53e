-- one row: a task that stands in an open claim
SELECT id_high, id_low FROM claim_task WHERE is_open = 1;
