-- one row: a change of the tagged tasks of a closed month, found on a day of a period
SELECT found_day, day, outcome_id, tag_set_id, tasks
FROM tag_adjustment
WHERE found_day >= coalesce(:since, -1) AND found_day <= coalesce(:until, 9223372036854775807)
ORDER BY found_day, day, outcome_id, tag_set_id;
