-- removes the rows of the rollup that no task is left in
DELETE FROM rollup WHERE tasks = 0;
