-- one row: the task with an id on a day; the order of columns and parameters is that of TaskTable
SELECT request_id, varying_values, state_id, outcome_id, created_nanoseconds, ended_nanoseconds,
  seen_nanoseconds, has_details, source_id, line
FROM task
WHERE day = :day AND id_high = :id_high AND id_low = :id_low;
