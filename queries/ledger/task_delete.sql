-- removes a task from a day, since it belongs to another one
DELETE FROM task WHERE day = :day AND id_high = :id_high AND id_low = :id_low;
