-- keeps what stood in the inbox of a night and was not read
INSERT INTO night_skipped_file (night, path, reason, size_bytes)
VALUES (:night, :path, :reason, :size_bytes);
