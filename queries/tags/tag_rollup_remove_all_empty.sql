-- removes the rows of the tag rollup that no task is left in
DELETE FROM tag_rollup WHERE tasks = 0;
