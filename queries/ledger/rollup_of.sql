-- one row: the tasks of one row of the rollup
SELECT tasks FROM rollup WHERE day = :day AND outcome_id = :outcome_id;
