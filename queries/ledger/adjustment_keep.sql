-- gives the adjustments of a closed day that have one outcome another one, added to what it has
INSERT INTO adjustment (found_day, day, outcome_id, tasks)
SELECT found_day, day, :kept_id, tasks
FROM adjustment
WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
