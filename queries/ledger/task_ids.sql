-- one row: the two numbers of a task id, and the task's day
SELECT id_high, id_low, day FROM task;
