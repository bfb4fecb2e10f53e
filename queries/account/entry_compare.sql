-- notes of a history entry whether the responses know its task, and under which day
UPDATE history_entry SET comparison = :comparison, task_day = :task_day
WHERE account = :account AND entry_id = :entry_id;
