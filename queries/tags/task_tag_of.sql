-- one row: the tags that were given to a task in one way
SELECT tag_set_id FROM given_tag
WHERE day = :day AND id_high = :id_high AND id_low = :id_low AND origin = :origin;
