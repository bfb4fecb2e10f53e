-- one row: a day that has tasks or tagged tasks
SELECT day FROM rollup UNION SELECT day FROM adjustment
UNION SELECT day FROM tag_rollup UNION SELECT day FROM tag_adjustment
ORDER BY day;
