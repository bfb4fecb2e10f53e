-- one row: a top-up of the same day and amount
SELECT id FROM top_up WHERE day = :day AND points = :points ORDER BY id;
