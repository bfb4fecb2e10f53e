-- keeps what the ledger has of a task before it changes; NULL where it has none on that day
INSERT INTO superseded_task (day, id_high, id_low, number, found_day, since_number, since_day,
  outcome_id, request_id, varying_values, state_id, created_nanoseconds, ended_nanoseconds)
SELECT :day, :id_high, :id_low, :number, :found_day, coalesce(latest.number, -1),
  latest.found_day, task.outcome_id, task.request_id, task.varying_values, task.state_id,
  task.created_nanoseconds, task.ended_nanoseconds
FROM (SELECT max(number) AS number, found_day FROM superseded_task
  WHERE day = :day AND id_high = :id_high AND id_low = :id_low) AS latest
LEFT JOIN task ON task.day = :day AND task.id_high = :id_high AND task.id_low = :id_low;
