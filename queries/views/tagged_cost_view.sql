-- v_tagged_cost: one row is a day's tasks of a model and task type with the same tags; what has no
-- tags is not there; changes of closed months stand on the day on which they were found
CREATE VIEW v_tagged_cost AS
SELECT
  CASE WHEN tagged.day >= 0 THEN date(tagged.day * 86400, 'unixepoch') END AS day,
  tag_set.tags AS tags,
  outcome.model AS model,
  outcome.task_type AS task_type,
  sum(tagged.tasks) AS tasks,
  sum(tagged.tasks * outcome.billed_points) AS billed_points,
  sum(tagged.tasks * outcome.expected_points) AS expected_points,
  sum(tagged.tasks * outcome.variance_points) AS variance_points,
  sum(tagged.tasks * outcome.unchecked_points) AS unchecked_points,
  sum(tagged.tasks * outcome.commitment_points) AS commitment_points,
  sum(tagged.tasks * outcome.price_points) AS price_points
FROM (
  SELECT day, outcome_id, tag_set_id, tasks FROM tag_rollup
  UNION ALL
  SELECT found_day, outcome_id, tag_set_id, tasks FROM tag_adjustment) AS tagged
JOIN tag_set ON tag_set.id = tagged.tag_set_id
JOIN v_outcome AS outcome ON outcome.outcome_id = tagged.outcome_id
GROUP BY tagged.day, tag_set.tags, outcome.model, outcome.task_type;
