-- one row: a change of a closed month, found on or belonging to a day of a period
SELECT found_day, day, outcome_id, tasks
FROM adjustment
WHERE (found_day >= coalesce(:since, 0) AND found_day <= coalesce(:until, 9223372036854775807))
  OR (day >= coalesce(:since, 0) AND day <= coalesce(:until, 9223372036854775807))
ORDER BY found_day, day, outcome_id;
