-- writes a new task; the order of the parameters is that of BatchWriter
INSERT INTO task (
  day, id_high, id_low, request_id, varying_values, state_id, outcome_id, created_nanoseconds,
  ended_nanoseconds, seen_nanoseconds, watch, has_details, source_id, line)
VALUES (
  :day, :id_high, :id_low, :request_id, :varying_values, :state_id, :outcome_id,
  :created_nanoseconds, :ended_nanoseconds, :seen_nanoseconds, :watch, :has_details, :source_id,
  :line);
