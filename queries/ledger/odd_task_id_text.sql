-- one row: the text of a task id that is not a canonical UUID
SELECT task_id FROM odd_task_id WHERE id_high = :id_high AND id_low = :id_low;
