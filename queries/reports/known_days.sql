-- one row: the first day with tasks, the last one up to a day, and how far runs have covered
SELECT
  (SELECT min(day) FROM rollup WHERE day >= 0 AND tasks > 0) AS first_day,
  (SELECT max(day) FROM rollup WHERE day BETWEEN 0 AND :last_day AND tasks > 0) AS last_day,
  (SELECT max(day) FROM covered_day WHERE side = 'tasks') AS covered_day;
