-- brings the adjustments of tagged tasks of a reopened month back into the tag rollup
INSERT INTO tag_rollup (day, outcome_id, tag_set_id, tasks)
SELECT day, outcome_id, tag_set_id, sum(tasks)
FROM tag_adjustment
WHERE day >= :first AND day <= :last
GROUP BY 1, 2, 3
ON CONFLICT (day, outcome_id, tag_set_id) DO UPDATE SET tasks = tasks + excluded.tasks;
