-- one row: a task of a day
SELECT id_high, id_low, outcome_id FROM task WHERE day = :day ORDER BY id_high, id_low;
