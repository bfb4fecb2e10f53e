-- forgets the skipped files of an earlier run of the same day
DELETE FROM night_skipped_file WHERE night = :night;
