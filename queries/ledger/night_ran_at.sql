-- one row: when the night of a day ran
SELECT ran_at FROM night WHERE day = :day;
