-- removes the adjustments that have cancelled out
DELETE FROM adjustment WHERE tasks = 0;
