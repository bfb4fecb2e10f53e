-- v_tagged_cost: one row is a day's tasks of a model and task type with the same tags; what has no
-- tags is not there; changes of closed months stand on the day on which they were found
CREATE VIEW v_tagged_cost AS
SELECT
  CASE WHEN tagged.day >= 0 THEN date(tagged.day * 86400, 'unixepoch') END AS day,
  tag_set.tags AS tags,
  sku.model AS model,
  sku.task_type AS task_type,
  sum(tagged.tasks) AS tasks,
  sum(CASE WHEN outcome.billed_points >= 0 THEN tagged.tasks * outcome.billed_points END)
    AS billed_points,
  sum(CASE WHEN outcome.expected_points >= 0 THEN tagged.tasks * outcome.expected_points END)
    AS expected_points
FROM (
  SELECT day, outcome_id, tag_set_id, tasks FROM tag_rollup
  UNION ALL
  SELECT found_day, outcome_id, tag_set_id, tasks FROM tag_adjustment) AS tagged
JOIN tag_set ON tag_set.id = tagged.tag_set_id
JOIN outcome ON outcome.id = tagged.outcome_id
JOIN charge ON charge.id = outcome.charge_id
JOIN sku ON sku.id = charge.sku_id
GROUP BY tagged.day, tag_set.tags, sku.model, sku.task_type;
