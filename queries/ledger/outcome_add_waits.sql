-- adds ended tasks and their time from creation to end to an outcome, or takes them away
UPDATE outcome SET waits = waits + :waits, wait_seconds = wait_seconds + :wait_seconds
WHERE id = :id;
