-- name: spendByKey
-- one row: the account history's entries of an API key on a day, in the history's own unit
SELECT date(day * 86400, 'unixepoch') AS day, api_key_id, count(*) AS entries,
  count(task_id) AS entries_of_tasks, sum(usage_points) AS usage_sum
FROM history_entry
WHERE day >= coalesce(CAST(strftime('%s', :since) AS INTEGER) / 86400, -1)
  AND day <= coalesce(CAST(strftime('%s', :until) AS INTEGER) / 86400, 9223372036854775807)
GROUP BY history_entry.day, api_key_id
ORDER BY history_entry.day, api_key_id;
