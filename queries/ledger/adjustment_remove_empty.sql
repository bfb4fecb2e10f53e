-- removes an adjustment that has cancelled out
DELETE FROM adjustment
WHERE found_day = :found_day AND day = :day AND outcome_id = :outcome_id AND tasks = 0;
