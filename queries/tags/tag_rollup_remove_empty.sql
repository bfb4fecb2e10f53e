-- removes the rows of the tag rollup of a day that have no tasks
DELETE FROM tag_rollup WHERE day = :day AND tasks = 0;
