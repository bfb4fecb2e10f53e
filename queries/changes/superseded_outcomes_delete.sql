-- forgets what the outcomes of the days of a reopened month were
DELETE FROM superseded_outcome WHERE day >= :first AND day <= :last;
