-- notes that a day was written to since it was last compared with the tasks
INSERT INTO unchecked_day (day) VALUES (:day) ON CONFLICT (day) DO NOTHING;
