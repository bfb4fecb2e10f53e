-- one row: an adjustment of a day that gives tasks to an outcome, found on another day
SELECT found_day, tasks FROM adjustment
WHERE day = :day AND outcome_id = :outcome_id AND found_day <> :found_day AND tasks > 0
ORDER BY found_day;
