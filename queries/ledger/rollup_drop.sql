-- removes a row of the rollup
DELETE FROM rollup WHERE day = :day AND outcome_id = :outcome_id;
