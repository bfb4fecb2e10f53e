-- removes the adjustments of a day that have an outcome
DELETE FROM adjustment WHERE day = :day AND outcome_id = :outcome_id;
