-- forgets when the usage was observed, once that is the winning observation
DELETE FROM usage_stamp WHERE id_high = :id_high AND id_low = :id_low;
