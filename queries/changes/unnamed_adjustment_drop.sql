-- removes the unnamed adjustments of a day that have an outcome
DELETE FROM unnamed_adjustment WHERE day = :day AND outcome_id = :outcome_id;
