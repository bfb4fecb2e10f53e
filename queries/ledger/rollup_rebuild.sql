-- one row: a row of the rollup as the tasks make it
SELECT
  coalesce(day, -1) AS day, charge_id, status_id, verdict_id, is_settled,
  CASE WHEN is_billed THEN consume_points ELSE -1 END AS billed_points,
  coalesce(expected_points, -1) AS expected_points,
  CASE WHEN is_settled THEN 0 ELSE coalesce(frozen_points, 0) END AS frozen_points,
  count(*) AS tasks,
  count(wait) AS waits,
  coalesce(sum(wait), 0) AS wait_seconds
FROM (
  SELECT *, CASE WHEN is_settled AND ended_at >= created_at
    THEN (ended_at - created_at) / 1000000000 END AS wait
  FROM task)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
