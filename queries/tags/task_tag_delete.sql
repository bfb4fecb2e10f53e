-- takes the tags of a task away that it was given in one way
DELETE FROM given_tag
WHERE day = :day AND id_high = :id_high AND id_low = :id_low AND origin = :origin;
