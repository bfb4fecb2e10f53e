-- one row: the tasks of one adjustment
SELECT tasks FROM adjustment
WHERE found_day = :found_day AND day = :day AND outcome_id = :outcome_id;
