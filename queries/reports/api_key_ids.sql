-- one row: the id of an API key by the account history
SELECT DISTINCT api_key_id FROM history_entry WHERE api_key_id IS NOT NULL ORDER BY api_key_id;
