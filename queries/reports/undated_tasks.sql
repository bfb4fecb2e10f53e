-- one row: the number of tasks without a creation time, which belong to no day
SELECT coalesce(sum(tasks), 0) AS tasks FROM rollup WHERE day = -1;
