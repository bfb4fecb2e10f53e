-- records stay dismissed
INSERT INTO dismissal (key, records) VALUES (:key, :records) ON CONFLICT (key) DO NOTHING;
