-- brings the sources of a task to the day under which it is stored
UPDATE OR REPLACE told_source SET day = :other_day
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;
