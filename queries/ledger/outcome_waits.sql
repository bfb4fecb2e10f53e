-- one row: an outcome with ended tasks whose time from creation to end is known
SELECT id AS outcome_id, waits, wait_seconds FROM outcome WHERE waits <> 0 ORDER BY id;
