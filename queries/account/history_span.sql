-- one row: when the first and the last task of the history were created
SELECT (SELECT min(created_at) FROM history_entry) AS first,
  (SELECT max(created_at) FROM history_entry) AS last;
