-- one row: whether tasks of some day have changed since they were last compared
SELECT EXISTS (SELECT 1 FROM stale_day) AS is_stale;
