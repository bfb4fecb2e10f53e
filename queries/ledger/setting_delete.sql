-- forgets a setting
DELETE FROM setting WHERE name = :name;
