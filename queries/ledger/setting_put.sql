-- writes a setting
INSERT OR REPLACE INTO setting (name, value) VALUES (:name, :value);
