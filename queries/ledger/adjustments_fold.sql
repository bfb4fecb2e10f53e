-- brings the adjustments of the days of a reopened month back into the rollup
INSERT INTO rollup (day, outcome_id, tasks)
SELECT day, outcome_id, sum(tasks)
FROM adjustment
WHERE day >= :first AND day <= :last
GROUP BY 1, 2
ON CONFLICT (day, outcome_id) DO UPDATE SET tasks = tasks + excluded.tasks;
