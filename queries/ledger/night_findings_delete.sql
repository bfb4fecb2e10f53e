-- forgets the findings of an earlier run of the same day
DELETE FROM night_finding WHERE night = :night;
