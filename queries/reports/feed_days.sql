-- one row: a day with tasks of the weeks up to the last one, and what it was billed
WITH latest AS (SELECT max(day) AS day FROM rollup WHERE day BETWEEN 0 AND :until AND tasks > 0)
SELECT rollup.day AS day,
  sum(CASE WHEN outcome.billed_points >= 0 THEN rollup.tasks * outcome.billed_points ELSE 0 END)
    AS points
FROM rollup
JOIN outcome ON outcome.id = rollup.outcome_id
WHERE rollup.day > (SELECT day FROM latest) - :days AND rollup.day BETWEEN 0 AND :until
GROUP BY rollup.day
HAVING sum(rollup.tasks) > 0
ORDER BY rollup.day;
