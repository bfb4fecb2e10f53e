-- one row: the tagged tasks of a day and an outcome, or an adjustment of them
SELECT NULL AS found_day, tag_set_id, tasks FROM tag_rollup
WHERE day = :day AND outcome_id = :outcome_id
UNION ALL
SELECT found_day, tag_set_id, tasks FROM tag_adjustment
WHERE day = :day AND outcome_id = :outcome_id
ORDER BY 1, 2;
