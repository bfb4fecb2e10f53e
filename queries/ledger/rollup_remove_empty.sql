-- removes a row of the rollup that no task is left in
DELETE FROM rollup WHERE day = :day AND outcome_id = :outcome_id AND tasks = 0;
