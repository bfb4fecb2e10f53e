-- gives a task another verdict that is watched too
UPDATE task SET verdict_id = :verdict_id WHERE id_high = :id_high AND id_low = :id_low;
