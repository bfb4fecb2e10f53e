-- forgets the adjustments of tagged tasks of a reopened month
DELETE FROM tag_adjustment WHERE day >= :first AND day <= :last;
