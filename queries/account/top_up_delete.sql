-- one row: the number of a top-up that is removed
DELETE FROM top_up WHERE id = :id RETURNING id;
