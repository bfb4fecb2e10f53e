-- gives a task the outcome that time has brought
UPDATE task SET outcome_id = :outcome_id, watch = :watch
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;
