-- one row: a day that was written to since it was last compared with the tasks
SELECT day FROM unchecked_day ORDER BY day;
