-- forgets the adjustments of the days of a reopened month that belong to no known task
DELETE FROM unnamed_adjustment WHERE day >= :first AND day <= :last;
