-- one row: the fields that the tasks of a kind of request share
SELECT fields FROM request WHERE id = :id;
