-- forgets what the tasks of the days of a reopened month were
DELETE FROM superseded_task WHERE day >= :first AND day <= :last;
