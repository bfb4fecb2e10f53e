-- gives the unnamed adjustments of a day that have one outcome another one, added to what it has
INSERT INTO unnamed_adjustment (found_day, day, outcome_id, tasks)
SELECT found_day, day, :other_id, tasks
FROM unnamed_adjustment
WHERE day = :day AND outcome_id = :outcome_id
ON CONFLICT (found_day, day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
