-- keeps the figures that an outcome has on a day before it gets others
INSERT INTO superseded_outcome (day, outcome_id, number, found_day, since_number, kept_outcome_id)
SELECT :day, :outcome_id, :number, :found_day, coalesce(max(number), -1), :kept_outcome_id
FROM superseded_outcome
WHERE day = :day AND outcome_id = :outcome_id;
