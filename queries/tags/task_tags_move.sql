-- brings the tags of a task to the day under which it is stored
UPDATE OR REPLACE given_tag SET day = :other_day
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;
