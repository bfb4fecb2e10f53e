-- one row: a status
SELECT id, name FROM status;
