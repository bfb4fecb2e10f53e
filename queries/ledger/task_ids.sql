-- one row: the two numbers of a task id
SELECT id_high, id_low FROM task;
