-- Reduces raw task answers to usage lines, which piledger import reads.
--
-- ClickHouse. Rate card 4af8737a2f078ee1.
-- Run it with clickhouse-client, clickhouse local or chdb. On a server, file() reads below
-- user_files_path; s3() takes credentials from the server's configuration.
--
-- Reads bare tasks, answers of the create and get call, and webhook bodies, one JSON object a
-- line. Other records are in no line: piledger scale sql --rejects prints the query that counts
-- them. What the importer reads and this query does not, and so counts as rejected or reads in
-- another way:
-- - answers deeper within other records, in lists, as text or base64, or with changed names
--   (camel case, MongoDB's extended JSON), and answers of models without a task;
-- - times as Unix seconds or in HTTP's form, white space other than blanks, tabs and line ends;
-- - members that are given twice in an object, numbers of more than 17 digits, account ids that
--   are no whole numbers, and names beyond ASCII whose case or composition differs;
-- - the host of a webhook as a field of its request, where a task has two requests;
-- - of two requests of one task with equally many fields, the one with more tokens: here the
--   one whose text is less.
WITH
-- one row: a line of the input
line AS (
  SELECT line
  FROM file('log/*.ndjson.gz', 'LineAsString', 'line String')
),
-- one row: a line, taken apart
opened AS (
  SELECT
    CAST(JSONExtractKeysAndValuesRaw(line) AS Map(String, String)) AS whole
  FROM line
  WHERE line <> ''
),
-- one row: a line, and its data, taken apart
parted AS (
  SELECT *,
    CAST(JSONExtractKeysAndValuesRaw(whole['data']) AS Map(String, String)) AS part
  FROM opened
),
-- one row: a line, and whether it is a task or holds one as its data
formed AS (
  SELECT *,
    CASE
      WHEN whole['task_id'] <> '' AND (whole['task_info'] <> '' OR whole['task_result'] <> '') OR whole['metadata'] LIKE '%"quota_usage":%' OR whole['metadata'] LIKE '%"quota_frozen":%' OR part['task_id'] <> '' AND (part['task_info'] <> '' OR part['task_result'] <> '') OR part['metadata'] LIKE '%"quota_usage":%' OR part['metadata'] LIKE '%"quota_frozen":%' THEN 'legacy'
      WHEN whole['task_id'] <> '' AND (whole['meta'] LIKE '%"usage":%' OR whole['meta'] LIKE '%"created_at":%') THEN 'bare'
      WHEN part['task_id'] <> '' AND ((part['meta'] LIKE '%"usage":%' OR part['meta'] LIKE '%"created_at":%')
        OR whole['code'] IN ('200', '"200"')
        OR (whole['code'] <> '' OR whole['timestamp'] <> '') AND (part['model'] <> '' OR part['task_type'] <> '' OR part['status'] <> '')) THEN 'wrapped'
      WHEN whole['task_id'] <> '' THEN 'bare'
      ELSE 'none' END AS form
  FROM parted
),
-- one row: the members of a task
held AS (
  SELECT
    form,
    CASE form WHEN 'bare' THEN whole['task_id'] WHEN 'wrapped' THEN part['task_id'] ELSE '' END AS task_id,
    CASE form WHEN 'bare' THEN whole['model'] WHEN 'wrapped' THEN part['model'] ELSE '' END AS model,
    CASE form WHEN 'bare' THEN whole['task_type'] WHEN 'wrapped' THEN part['task_type'] ELSE '' END AS task_type,
    CASE form WHEN 'bare' THEN whole['status'] WHEN 'wrapped' THEN part['status'] ELSE '' END AS status,
    CASE form WHEN 'bare' THEN whole['config'] WHEN 'wrapped' THEN part['config'] ELSE '' END AS config,
    CASE form WHEN 'bare' THEN whole['input'] WHEN 'wrapped' THEN part['input'] ELSE '' END AS input,
    CASE form WHEN 'bare' THEN whole['output'] WHEN 'wrapped' THEN part['output'] ELSE '' END AS output,
    CASE form WHEN 'bare' THEN whole['meta'] WHEN 'wrapped' THEN part['meta'] ELSE '' END AS meta,
    CASE form WHEN 'bare' THEN whole['error'] WHEN 'wrapped' THEN part['error'] ELSE '' END AS error,
    CASE form WHEN 'bare' THEN whole['logs'] WHEN 'wrapped' THEN part['logs'] ELSE '' END AS logs,
    CASE form WHEN 'wrapped' THEN whole['timestamp'] ELSE '' END AS delivered
  FROM formed
),
-- one row: a task, with its meta taken apart
described AS (
  SELECT *,
    CAST(JSONExtractKeysAndValuesRaw(meta) AS Map(String, String)) AS told,
    CAST(JSONExtractKeysAndValuesRaw(error) AS Map(String, String)) AS failure,
    CAST(JSONExtractKeysAndValuesRaw(config) AS Map(String, String)) AS setting,
    CAST(JSONExtractKeysAndValuesRaw(output) AS Map(String, String)) AS result
  FROM held
),
-- one row: a task, with what it says of its cost taken apart
metered AS (
  SELECT *,
    told['created_at'] AS created_at,
    told['started_at'] AS started_at,
    told['ended_at'] AS ended_at,
    told['completed_at'] AS completed_at,
    told['usage'] AS usage,
    told['is_using_private_pool'] AS is_using_private_pool,
    told['account_name'] AS account_name,
    told['account_id'] AS account_id,
    told['process_mode'] AS process_mode,
    told['model_version'] AS model_version,
    CAST(JSONExtractKeysAndValuesRaw(told['usage']) AS Map(String, String)) AS amounts
  FROM described
),
-- one row: a task in plain texts
worded AS (
  SELECT *,
    trim(BOTH ' \t\n\r' FROM CASE WHEN task_id LIKE '"%' THEN JSONExtractString(task_id) ELSE '' END) AS id_text,
    trim(BOTH ' \t\n\r' FROM CASE WHEN model LIKE '"%' THEN JSONExtractString(model) ELSE '' END) AS model_text,
    trim(BOTH ' \t\n\r' FROM CASE WHEN task_type LIKE '"%' THEN JSONExtractString(task_type) ELSE '' END) AS type_text,
    lowerUTF8(trim(BOTH ' \t\n\r' FROM CASE WHEN status LIKE '"%' THEN JSONExtractString(status) ELSE '' END)) AS status_text,
    CASE WHEN is_using_private_pool = 'true' OR lowerUTF8(setting['service_mode']) = '"private"' THEN 1 ELSE 0 END AS own,
    CASE WHEN account_name LIKE '"%' THEN JSONExtractString(account_name) ELSE '' END AS account_text,
    toInt64OrNull(regexpExtract(CASE WHEN account_id LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(account_id)) ELSE account_id END, '^(-?[0-9]{1,18})([.]0+)?$', 1)) AS account_number,
    toInt64OrNull(regexpExtract(CASE WHEN failure['code'] LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(failure['code'])) ELSE failure['code'] END, '^(-?[0-9]{1,18})([.]0+)?$', 1)) AS error_number,
    toInt64OrNull(regexpExtract(CASE WHEN delivered LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(delivered)) ELSE delivered END, '^(-?[0-9]{1,18})([.]0+)?$', 1)) AS delivered_number,
    lowerUTF8(trim(BOTH ' \t\n\r' FROM CASE WHEN amounts['type'] LIKE '"%' THEN JSONExtractString(amounts['type']) ELSE '' END)) AS unit_text,
    CASE WHEN amounts['frozen'] LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(amounts['frozen'])) ELSE amounts['frozen'] END AS frozen_text,
    CASE WHEN amounts['consume'] LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(amounts['consume'])) ELSE amounts['consume'] END AS consume_text,
    result['usage'] AS tokens,
    CASE WHEN created_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(created_at)) WHEN created_at = 'null' THEN '' ELSE created_at END AS created_at_text,
    CASE WHEN started_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(started_at)) WHEN started_at = 'null' THEN '' ELSE started_at END AS started_at_text,
    CASE WHEN ended_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(ended_at)) WHEN ended_at = 'null' THEN '' ELSE ended_at END AS ended_at_text,
    CASE WHEN completed_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM JSONExtractString(completed_at)) WHEN completed_at = 'null' THEN '' ELSE completed_at END AS completed_at_text
  FROM metered
),
-- one row: a task with its times, in nanoseconds since 1970, and its amounts
timed AS (
  SELECT *,
    CASE WHEN match(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (if(toString(toDate32OrNull(substring(created_at_text, 1, 10))) = substring(created_at_text, 1, 10), toInt64(toInt32(toDate32OrNull(substring(created_at_text, 1, 10)))), NULL) * 86400 + CAST(substring(created_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(created_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(created_at_text, 18, 2) AS BIGINT) - CASE WHEN regexpExtract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexpExtract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexpExtract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexpExtract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexpExtract(substring(created_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS created_at_ns,
    CASE WHEN match(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (if(toString(toDate32OrNull(substring(started_at_text, 1, 10))) = substring(started_at_text, 1, 10), toInt64(toInt32(toDate32OrNull(substring(started_at_text, 1, 10)))), NULL) * 86400 + CAST(substring(started_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(started_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(started_at_text, 18, 2) AS BIGINT) - CASE WHEN regexpExtract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexpExtract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexpExtract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexpExtract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexpExtract(substring(started_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS started_at_ns,
    CASE WHEN match(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (if(toString(toDate32OrNull(substring(ended_at_text, 1, 10))) = substring(ended_at_text, 1, 10), toInt64(toInt32(toDate32OrNull(substring(ended_at_text, 1, 10)))), NULL) * 86400 + CAST(substring(ended_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(ended_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(ended_at_text, 18, 2) AS BIGINT) - CASE WHEN regexpExtract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexpExtract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexpExtract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexpExtract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexpExtract(substring(ended_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS ended_at_ns,
    CASE WHEN match(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (if(toString(toDate32OrNull(substring(completed_at_text, 1, 10))) = substring(completed_at_text, 1, 10), toInt64(toInt32(toDate32OrNull(substring(completed_at_text, 1, 10)))), NULL) * 86400 + CAST(substring(completed_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(completed_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(completed_at_text, 18, 2) AS BIGINT) - CASE WHEN regexpExtract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexpExtract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexpExtract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexpExtract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexpExtract(substring(completed_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS completed_at_ns,
    toInt64OrNull(regexpExtract(frozen_text, '^(-?[0-9]{1,18})([.]0+)?$', 1)) AS frozen_number,
    toInt64OrNull(regexpExtract(consume_text, '^(-?[0-9]{1,18})([.]0+)?$', 1)) AS consume_number
  FROM worded
),
-- one row: a line, and why no task can be read from it, if so
checked AS (
  SELECT *,
    CASE
      WHEN form = 'legacy' THEN 'a legacy shape'
      WHEN form = 'none' THEN 'no task'
      WHEN id_text = '' OR length(id_text) > 1024 THEN 'task_id'
      WHEN model_text = '' OR length(model_text) > 1024 THEN 'model'
      WHEN type_text = '' OR length(type_text) > 1024 THEN 'task_type'
      WHEN NOT status LIKE '"%' OR length(status_text) > 1024 THEN 'status'
      WHEN match(concat(id_text, model_text, type_text, status_text, unit_text), '[\\x{FFFD}\\x{00}-\\x{1F}\\x{80}-\\x{9F}]') THEN 'damaged text'
      WHEN meta NOT IN ('', 'null') AND NOT meta LIKE '{%' AND NOT match(meta, '^"\\s*"$') THEN 'meta'
      WHEN usage NOT IN ('', 'null', '[]') AND NOT usage LIKE '{%' AND NOT match(usage, '^"\\s*"$') THEN 'meta.usage'
      WHEN length(unit_text) > 64 THEN 'meta.usage.type'
      WHEN created_at_ns IS NULL AND NOT (created_at_text = '' OR created_at_text LIKE '0000-00-00%' OR match(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.created_at'
      WHEN started_at_ns IS NULL AND NOT (started_at_text = '' OR started_at_text LIKE '0000-00-00%' OR match(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.started_at'
      WHEN ended_at_ns IS NULL AND NOT (ended_at_text = '' OR ended_at_text LIKE '0000-00-00%' OR match(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.ended_at'
      WHEN ended_at_ns IS NULL AND completed_at_ns IS NULL AND NOT (completed_at_text = '' OR completed_at_text LIKE '0000-00-00%' OR match(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.completed_at'
      WHEN frozen_text NOT IN ('', 'null') AND (frozen_number IS NULL OR frozen_number < 0 OR frozen_number > 100000000000) THEN 'meta.usage.frozen'
      WHEN consume_text NOT IN ('', 'null') AND (consume_number IS NULL OR consume_number < 0 OR consume_number > 100000000000) THEN 'meta.usage.consume'
      WHEN delivered_number >= 9190000000 AND CASE
      WHEN delivered_number BETWEEN 1 AND 9189999999 THEN delivered_number * 1000000000
      WHEN delivered_number BETWEEN 100000000000 AND 9189999999999 THEN delivered_number * 1000000
      WHEN delivered_number BETWEEN 100000000000000 AND 9189999999999999 THEN delivered_number * 1000 END IS NULL THEN 'timestamp' END AS fault
  FROM timed
),
-- one row: what one record says about a task
observation AS (
  SELECT
    CASE WHEN match(id_text, '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') THEN lower(id_text) ELSE id_text END AS id,
    CASE WHEN lowerUTF8(model_text) = 'wan' THEN 'Wan' WHEN lowerUTF8(model_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lowerUTF8(model_text), 8)) ELSE lowerUTF8(model_text) END AS model,
    CASE WHEN lowerUTF8(type_text) = 'wan' THEN 'Wan' WHEN lowerUTF8(type_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lowerUTF8(type_text), 8)) ELSE lowerUTF8(type_text) END AS task_type,
    lowerUTF8(model_text) AS model_key,
    lowerUTF8(type_text) AS type_key,
    CASE WHEN account_text <> '' THEN account_text WHEN account_number <> 0 THEN toString(account_number) END AS account,
    CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END AS status,
    CASE WHEN CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END IN ('completed', 'failed', 'cancelled') THEN 1 ELSE 0 END AS has_ended,
    CASE CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END WHEN 'staged' THEN 1 WHEN 'pending' THEN 2 WHEN 'processing' THEN 3 WHEN 'cancelled' THEN 4 WHEN 'failed' THEN 5 WHEN 'completed' THEN 6 ELSE 0 END AS progress,
    own,
    created_at_ns AS created,
    coalesce(ended_at_ns, completed_at_ns, -1) AS ended,
    greatest(coalesce(created_at_ns, -1), coalesce(started_at_ns, -1), coalesce(ended_at_ns, completed_at_ns, -1), coalesce(CASE
      WHEN delivered_number BETWEEN 1 AND 9189999999 THEN delivered_number * 1000000000
      WHEN delivered_number BETWEEN 100000000000 AND 9189999999999 THEN delivered_number * 1000000
      WHEN delivered_number BETWEEN 100000000000000 AND 9189999999999999 THEN delivered_number * 1000 END, -1)) AS seen,
    CASE WHEN error_number <> 0 THEN error_number END AS error_code,
    CASE WHEN usage LIKE '{%' AND (consume_number IS NOT NULL OR frozen_number IS NOT NULL AND NOT CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END IN ('completed', 'failed', 'cancelled')) THEN 1 ELSE 0 END AS has_usage,
    unit_text AS unit,
    coalesce(frozen_number, 0) AS frozen,
    coalesce(consume_number, 0) AS consume,
    input,
    output,
    logs,
    process_mode,
    model_version,
    tokens
  FROM checked
  WHERE fault IS NULL
),
-- one row: a record, with the members of its input and its counts of tokens
members_1 AS (
  SELECT *,
    arrayConcat(CASE WHEN input LIKE '{%' THEN JSONExtractKeysAndValuesRaw(input) ELSE CAST([] AS Array(Tuple(String, String))) END, CASE WHEN tokens LIKE '{%' THEN [tuple('usage', tokens)] ELSE CAST([] AS Array(Tuple(String, String))) END) AS fields_1
  FROM observation
),
-- one row: a record, with the members of objects 2 deep
members_2 AS (
  SELECT *,
    CASE WHEN toInt64(length(arrayFilter(e -> e.2 LIKE '{%', fields_1))) = 0 THEN fields_1
      ELSE arrayFlatten(arrayMap(e -> CASE WHEN e.2 LIKE '{%' THEN arrayMap(s -> tuple(concat(e.1, '.', s.1), s.2), JSONExtractKeysAndValuesRaw(e.2)) ELSE [tuple(e.1, e.2)] END, fields_1)) END AS fields_2
  FROM members_1
),
-- one row: a record, with the members of objects 3 deep
members_3 AS (
  SELECT *,
    CASE WHEN toInt64(length(arrayFilter(e -> e.2 LIKE '{%', fields_2))) = 0 THEN fields_2
      ELSE arrayFlatten(arrayMap(e -> CASE WHEN e.2 LIKE '{%' THEN arrayMap(s -> tuple(concat(e.1, '.', s.1), s.2), JSONExtractKeysAndValuesRaw(e.2)) ELSE [tuple(e.1, e.2)] END, fields_2)) END AS fields_3
  FROM members_2
),
-- one row: a record, with the members of objects 4 deep
members_4 AS (
  SELECT *,
    CASE WHEN toInt64(length(arrayFilter(e -> e.2 LIKE '{%', fields_3))) = 0 THEN fields_3
      ELSE arrayFlatten(arrayMap(e -> CASE WHEN e.2 LIKE '{%' THEN arrayMap(s -> tuple(concat(e.1, '.', s.1), s.2), JSONExtractKeysAndValuesRaw(e.2)) ELSE [tuple(e.1, e.2)] END, fields_3)) END AS fields_4
  FROM members_3
),
-- one row: a record, with the lists of its input
listed AS (
  SELECT *,
    arrayMap(e -> tuple(e.1, JSONExtractArrayRaw(e.2)), arrayFilter(e -> e.2 LIKE '[%' AND length(e.1) <= 128, fields_4)) AS lists
  FROM members_4
),
-- one row: a record, with the objects in these lists
itemized AS (
  SELECT *,
    arrayFlatten(arrayMap(e -> arrayMap(i -> tuple(e.1, i), arrayFilter(i -> i LIKE '{%', e.2)), lists)) AS items
  FROM listed
),
-- one row: a record, with the members of these objects
itemized_members AS (
  SELECT *,
    arrayFlatten(arrayMap(e -> arrayMap(m -> tuple(concat(e.1, '.', m.1, '.sum'), m.2), JSONExtractKeysAndValuesRaw(e.2)), items)) AS item_members
  FROM itemized
),
-- one row: a record, with the numbers among these
numbered AS (
  SELECT *,
    arrayFilter(e -> e.2 IS NOT NULL, arrayMap(e -> tuple(e.1, CASE WHEN e.2 LIKE '"%' THEN CASE WHEN match(JSONExtractString(e.2), '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$') THEN toDecimal128OrNull(JSONExtractString(e.2), 18) ELSE toDecimal128OrNull(regexpExtract(JSONExtractString(e.2), '(?i)^\\s*(-?[0-9]+([.][0-9]+)?)\\s*(s|sec|secs|second|seconds)\\s*$', 1), 18) END WHEN match(e.2, '^[-0-9]') THEN toDecimal128OrNull(e.2, 18) END), arrayFilter(e -> NOT match(e.1, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)[.]sum$'), item_members))) AS item_numbers
  FROM itemized_members
),
-- one row: a record, with the fields of its request, numbers as they were written
written AS (
  SELECT
    id,
    account,
    status,
    has_ended,
    progress,
    own,
    created,
    ended,
    seen,
    error_code,
    has_usage,
    unit,
    frozen,
    consume,
    model,
    task_type,
    model_key,
    type_key,
    output,
    arrayFilter(e -> e.2 <> '', (arrayConcat(arrayMap(e -> tuple(CASE WHEN e.2 LIKE '"%' AND NOT (NOT match(e.1, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN length(JSONExtractString(e.2)) > 32 OR JSONExtractString(e.2) LIKE '%://%' THEN '' WHEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '') THEN concat(e.1, '.length') ELSE e.1 END, CASE WHEN NOT e.2 LIKE '"%' THEN e.2 WHEN NOT match(e.1, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN length(JSONExtractString(e.2)) > 32 OR JSONExtractString(e.2) LIKE '%://%' THEN '' WHEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '' THEN concat('"', CASE WHEN length(JSONExtractString(e.2)) > 32 OR JSONExtractString(e.2) LIKE '%://%' THEN '' WHEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexpExtract(JSONExtractString(e.2), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexpExtract(JSONExtractString(e.2), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END, '"') ELSE toString(lengthUTF8(JSONExtractString(e.2))) END), arrayFilter(e -> e.2 NOT IN ('null', '""') AND NOT e.2 LIKE '{%' AND NOT e.2 LIKE '[%' AND length(e.1) <= 128, fields_4)), arrayFlatten(arrayMap(e -> [tuple(concat(e.1, '.count'), toString(toInt64(length(e.2)))), tuple(concat(e.1, '.only'), CASE
      WHEN toInt64(length(e.2)) <> 1 OR match(e.1, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)s?$') THEN ''
      WHEN e.2[1] LIKE '"%' THEN CASE WHEN CASE WHEN length(JSONExtractString(e.2[1])) > 32 OR JSONExtractString(e.2[1]) LIKE '%://%' THEN '' WHEN regexpExtract(JSONExtractString(e.2[1]), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexpExtract(JSONExtractString(e.2[1]), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexpExtract(JSONExtractString(e.2[1]), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexpExtract(JSONExtractString(e.2[1]), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '' THEN concat('"', CASE WHEN length(JSONExtractString(e.2[1])) > 32 OR JSONExtractString(e.2[1]) LIKE '%://%' THEN '' WHEN regexpExtract(JSONExtractString(e.2[1]), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexpExtract(JSONExtractString(e.2[1]), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexpExtract(JSONExtractString(e.2[1]), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexpExtract(JSONExtractString(e.2[1]), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END, '"') ELSE '' END
      WHEN match(e.2[1], '^[-0-9tf]') THEN e.2[1]
      ELSE '' END)], lists)), arrayMap(g -> tuple(g, toString(arraySum(arrayMap(e -> assumeNotNull(e.2), arrayFilter(e -> e.1 = g, item_numbers))))), arrayDistinct(arrayMap(e -> e.1, item_numbers))), [tuple('meta.process_mode', CASE WHEN process_mode LIKE '"%' THEN CASE WHEN length(JSONExtractString(process_mode)) <= 32 AND JSONExtractString(process_mode) NOT LIKE '%://%' AND match(JSONExtractString(process_mode), '^[A-Za-z0-9_.:/+%-]+$') THEN process_mode ELSE '' END WHEN match(process_mode, '^[-0-9]') THEN process_mode ELSE '' END), tuple('meta.model_version', CASE WHEN model_version LIKE '"%' THEN CASE WHEN length(JSONExtractString(model_version)) <= 32 AND JSONExtractString(model_version) NOT LIKE '%://%' AND match(JSONExtractString(model_version), '^[A-Za-z0-9_.:/+%-]+$') THEN model_version ELSE '' END WHEN match(model_version, '^[-0-9]') THEN model_version ELSE '' END), tuple('logs.reference_seconds', CASE WHEN logs LIKE '%otal duration:%' AND toInt64(length(arrayDistinct(arrayFilter(u -> match(u, '^[0-9]'), arrayMap(u -> CASE
      WHEN match(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18) IS NULL THEN concat('"', substring(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18) = 0 THEN '0'
      WHEN toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18)) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18))))
      ELSE toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18)) END, extractAll(arrayStringConcat(arrayMap(t -> CASE WHEN t LIKE '"%' THEN JSONExtractString(t) WHEN t LIKE '{%' THEN CASE WHEN CAST(JSONExtractKeysAndValuesRaw(t) AS Map(String, String))['message'] LIKE '"%' THEN JSONExtractString(CAST(JSONExtractKeysAndValuesRaw(t) AS Map(String, String))['message']) ELSE '' END ELSE '' END, CASE WHEN logs LIKE '[%' THEN JSONExtractArrayRaw(logs) ELSE [logs] END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?')))))) = 1 THEN arrayDistinct(arrayFilter(u -> match(u, '^[0-9]'), arrayMap(u -> CASE
      WHEN match(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18) IS NULL THEN concat('"', substring(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18) = 0 THEN '0'
      WHEN toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18)) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18))))
      ELSE toString(toDecimal128OrNull(CASE WHEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexpExtract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexpExtract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 18)) END, extractAll(arrayStringConcat(arrayMap(t -> CASE WHEN t LIKE '"%' THEN JSONExtractString(t) WHEN t LIKE '{%' THEN CASE WHEN CAST(JSONExtractKeysAndValuesRaw(t) AS Map(String, String))['message'] LIKE '"%' THEN JSONExtractString(CAST(JSONExtractKeysAndValuesRaw(t) AS Map(String, String))['message']) ELSE '' END ELSE '' END, CASE WHEN logs LIKE '[%' THEN JSONExtractArrayRaw(logs) ELSE [logs] END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?'))))[1] ELSE '' END)]))) AS written_fields
  FROM numbered
),
-- one row: a record, with the fields of its request, by name
requested AS (
  SELECT *,
    arraySort(arrayMap(e -> tuple(e.1, CASE WHEN match(e.2, '^[-0-9]') THEN CASE
      WHEN match(e.2, '^(0|-?[1-9][0-9]{0,17})$') THEN e.2
      WHEN toDecimal128OrNull(e.2, 18) IS NULL THEN concat('"', substring(e.2, 1, 32), '"')
      WHEN toDecimal128OrNull(e.2, 18) = 0 THEN '0'
      WHEN toString(toDecimal128OrNull(e.2, 18)) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM toString(toDecimal128OrNull(e.2, 18))))
      ELSE toString(toDecimal128OrNull(e.2, 18)) END ELSE e.2 END), written_fields)) AS all_fields
  FROM written
),
-- one row: a model and task type that the rate card names
kind AS (
  SELECT * FROM values('kind_model String, kind_type String, kind_rule Int64',
    ('studio', 'poster', 1))
),
-- one row: what prices read, and the moments at which they may change
rule AS (
  SELECT * FROM values('number Int64, read_names Array(String), boundaries Array(Int64)',
    (0, CAST([] AS Array(String)), CAST([] AS Array(Int64))),
    (1, ['count', 'count.only', 'outputs', 'outputs.only', 'size', 'size.only'], CAST([] AS Array(Int64))),
    (2, ['clips.seconds.sum', 'clips.seconds.sum.only', 'duration', 'duration.only'], [1772323200000000000]))
),
-- one row: a record, with the rule of its model and task type
ruled AS (
  SELECT requested.*, coalesce(nullif(kind_rule, 0), CASE WHEN match(model_key, '^film[-].*$') AND type_key = 'video' THEN 2 ELSE 0 END) AS rule_number
  FROM requested LEFT JOIN kind ON model_key = kind_model AND type_key = kind_type
),
-- one row: a record, with the fields that its price reads, and its results
priced AS (
  SELECT
    id,
    account,
    status,
    has_ended,
    progress,
    own,
    created,
    ended,
    seen,
    error_code,
    has_usage,
    unit,
    frozen,
    consume,
    model,
    task_type,
    rule_number,
    CASE WHEN output LIKE '{%'
      THEN coalesce(modulo(arrayReduce('minOrNull', arrayFilter(n -> modulo(n, 1000000) > 0, arrayMap(e -> CASE e.1
      WHEN 'image_urls' THEN 1
      WHEN 'video_urls' THEN 2
      WHEN 'temporary_image_urls' THEN 3
      WHEN 'works' THEN 4
      WHEN 'songs' THEN 5
      WHEN 'images' THEN 6
      WHEN 'videos' THEN 7
      WHEN 'audios' THEN 8
      WHEN 'clips' THEN 9
      ELSE 99 END * 1000000 + CASE WHEN has(['image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips'], e.1) THEN CASE WHEN e.2 LIKE '[%' THEN toInt64(length(arrayFilter(x -> (x LIKE '"_%' AND x <> '""' OR x LIKE '{%'), JSONExtractArrayRaw(e.2)))) WHEN e.2 LIKE '{%' THEN toInt64(length(arrayFilter(x -> (x.2 LIKE '"_%' AND x.2 <> '""' OR x.2 LIKE '{%'), JSONExtractKeysAndValuesRaw(e.2)))) ELSE 0 END WHEN (e.2 LIKE '"_%' AND e.2 <> '""' OR e.2 LIKE '{%') THEN 1 ELSE 0 END, arrayFilter(e -> has(['image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips', 'image_url', 'image', 'image_base64', 'video', 'video_url', 'model_file', 'audio_url', 'audio', 'text'], e.1), JSONExtractKeysAndValuesRaw(output))))), 1000000), -1) ELSE -1 END AS outputs,
    concat('{', arrayStringConcat(arrayMap(e -> concat(replaceAll(toJSONString(e.1), '\\/', '/'), ':', e.2), arrayFilter(e -> has(read_names, e.1), all_fields)), ','), '}') AS read_values,
    concat(leftPad(toString(99999 - toInt64(length(all_fields))), 5, '0'), char(1), model, char(1), task_type, char(1),
      arrayStringConcat(arrayMap(e -> concat(e.1, char(0), e.2), all_fields), char(1))) AS fullness
  FROM ruled LEFT JOIN rule ON rule_number = number
),
-- one row: a task
merged AS (
  SELECT id AS task_id,
    min(account) AS task_account,
    min(created) AS created_at,
    argMin(tuple(model, task_type, read_values, rule_number), fullness) AS request,
    max(tuple(has_ended, ended, seen, progress, status, own, outputs, coalesce(error_code, -1000000000000000000))) AS state,
    maxIf(tuple(has_ended, ended, seen, consume, frozen, unit), has_usage = 1) AS usage,
    max(has_usage) AS is_metered,
    groupUniqArrayIf(tuple(consume, ended, seen, frozen, unit), has_usage = 1 AND has_ended = 1) AS bookings
  FROM priced
  GROUP BY id
),
-- one row: a task, with the amounts in points on which its ended states differ
booked AS (
  SELECT
    task_id,
    task_account AS account,
    created_at,
    request.1 AS model,
    request.2 AS task_type,
    request.3 AS read_values,
    request.4 AS rule_number,
    state.1 AS has_ended,
    state.2 AS ended,
    state.5 AS status,
    state.6 AS own,
    state.7 AS result_count,
    state.8 AS last_error,
    CASE WHEN state.5 IN ('failed', 'cancelled') THEN 1 ELSE 0 END AS without_result,
    is_metered,
    usage,
    CASE WHEN toInt64(length(bookings)) > 1
      THEN arraySort(arrayFilter(b -> toInt64(length(arrayFilter(c -> c.1 = b.1 AND tuple(c.2, c.3, c.4, c.5) > tuple(b.2, b.3, b.4, b.5), bookings))) = 0 AND (b.1 = 0 OR b.5 IN ('', 'llm', 'point', 'quota')), bookings)) ELSE bookings END AS amounts_booked
  FROM merged
),
-- one row: a task, and whether the least of these amounts is what a refund left
refunded AS (
  SELECT *,
    CASE WHEN toInt64(length(amounts_booked)) > 1 AND without_result = 1
      AND toInt64(length(arrayFilter(b -> b.1 > amounts_booked[1].1 AND b.2 <> -1 AND amounts_booked[1].2 <> -1
      AND (b.2 > amounts_booked[1].2
        OR b.2 = amounts_booked[1].2 AND amounts_booked[1].3 > amounts_booked[1].2
          AND b.3 > amounts_booked[1].3), amounts_booked))) = 0 THEN 1 ELSE 0 END AS is_refunded
  FROM booked
),
-- one row: a task, and what counts as booked
billed AS (
  SELECT *,
    CASE WHEN toInt64(length(amounts_booked)) > 1 AND is_refunded = 0 THEN 1 ELSE 0 END AS disagrees,
    CASE WHEN NOT (is_metered = 1 AND (usage.1 = 1 OR usage.4 > 0 AND without_result = 0)) THEN NULL WHEN usage.1 = 1 AND is_refunded = 1 THEN amounts_booked[1].1 ELSE usage.4 END AS consume,
    CASE WHEN is_metered = 1 AND has_ended = 0 AND usage.5 > 0 AND usage.6 IN ('', 'llm', 'point', 'quota') THEN usage.5 ELSE 0 END AS frozen,
    CASE WHEN is_metered = 1 AND (usage.1 = 1 OR usage.4 > 0 AND without_result = 0) AND usage.1 = 1 AND is_refunded = 1 THEN amounts_booked[1].5 WHEN is_metered = 1 AND (usage.1 = 1 OR usage.4 > 0 AND without_result = 0) OR is_metered = 1 AND has_ended = 0 AND usage.5 > 0 AND usage.6 IN ('', 'llm', 'point', 'quota') THEN usage.6 END AS usage_type
  FROM refunded
),
-- one row: a task, with its accounting day, and whether its verdict depends on its time
dated AS (
  SELECT *,
    concat('[', arrayStringConcat(arrayMap(e -> replaceAll(toJSONString(e), '\\/', '/'), read_names), ','), ']') AS read_fields,
    CASE WHEN status = 'completed' AND has(read_names, 'outputs') AND result_count >= 0 THEN result_count END AS outputs,
    CASE WHEN without_result = 1 AND last_error <> -1000000000000000000 THEN last_error END AS error_code,
    CASE WHEN created_at IS NOT NULL THEN toString(addDays(toDate32('1970-01-01'), intDiv(created_at, 86400000000000))) END AS day,
    CASE WHEN created_at IS NOT NULL THEN intDiv(created_at, 86400000000000) END AS utc_day,
    CASE WHEN created_at IS NOT NULL THEN toInt64(length(arrayFilter(b -> b <= created_at, boundaries))) END AS span,
    CASE WHEN disagrees = 0 AND own = 0 AND NOT (coalesce(consume, 0) > 0 AND NOT usage_type IN ('', 'llm', 'point', 'quota')) AND (
        without_result = 0 AND has_ended = 0 AND consume IS NULL
        OR without_result = 1 AND coalesce(consume, 0) > 0)
      OR without_result = 1 AND (match(lowerUTF8(model), '^film[-].*$') AND 1 = 1 AND last_error = 7) THEN 1 ELSE 0 END AS is_timed
  FROM billed LEFT JOIN rule ON rule_number = number
),
-- one row: a task, with its account, and with its times if it is grouped by them
timed_task AS (
  SELECT *,
    account AS line_account,
    CASE WHEN is_timed = 1 THEN created_at END AS timed_creation,
    CASE WHEN is_timed = 1 AND ended <> -1 THEN ended END AS timed_end
  FROM dated
),
-- one row: tasks that agree
counted AS (
  SELECT line_account, model, task_type, read_values, read_fields, status, own, disagrees, consume, frozen, usage_type, outputs, error_code, day, utc_day, span, timed_creation, timed_end,
    min(created_at) AS created_from, max(created_at) AS created_to,
    count(*) AS tasks,
    countIf(has_ended = 1 AND ended >= created_at) AS waits,
    coalesce(sum(CASE WHEN has_ended = 1 AND ended >= created_at THEN intDiv((ended - created_at), 1000000000) END), 0) AS wait_seconds
  FROM timed_task
  GROUP BY line_account, model, task_type, read_values, read_fields, status, own, disagrees, consume, frozen, usage_type, outputs, error_code, day, utc_day, span, timed_creation, timed_end
)
SELECT concat(
  '{"piledger_lines":1,"batch":"may","shard":"1/1","run":"', formatDateTime(now64(6, 'UTC'), '%Y-%m-%dT%H:%i:%S.%fZ'), '",',
  '"account":', CASE WHEN line_account IS NULL THEN 'null' ELSE replaceAll(toJSONString(line_account), '\\/', '/') END,
  ',"time_zone":"UTC","day":', CASE WHEN day IS NULL THEN 'null' ELSE concat('"', day, '"') END,
  ',"created_from":', CASE WHEN created_from IS NULL THEN 'null' ELSE concat('"', toString(addDays(toDate32('1970-01-01'), intDiv(created_from, 86400000000000))), 'T', leftPad(toString(intDiv(modulo(intDiv(created_from, 1000000000), 86400), 3600)), 2, '0'), ':', leftPad(toString(modulo(intDiv(modulo(intDiv(created_from, 1000000000), 86400), 60), 60)), 2, '0'), ':', leftPad(toString(modulo(modulo(intDiv(created_from, 1000000000), 86400), 60)), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM leftPad(toString(modulo(created_from, 1000000000)), 9, '0')))), 'Z"') END,
  ',"created_to":', CASE WHEN created_to IS NULL THEN 'null' ELSE concat('"', toString(addDays(toDate32('1970-01-01'), intDiv(created_to, 86400000000000))), 'T', leftPad(toString(intDiv(modulo(intDiv(created_to, 1000000000), 86400), 3600)), 2, '0'), ':', leftPad(toString(modulo(intDiv(modulo(intDiv(created_to, 1000000000), 86400), 60), 60)), 2, '0'), ':', leftPad(toString(modulo(modulo(intDiv(created_to, 1000000000), 86400), 60)), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM leftPad(toString(modulo(created_to, 1000000000)), 9, '0')))), 'Z"') END,
  ',"ended_at":', CASE WHEN timed_end IS NULL THEN 'null' ELSE concat('"', toString(addDays(toDate32('1970-01-01'), intDiv(timed_end, 86400000000000))), 'T', leftPad(toString(intDiv(modulo(intDiv(timed_end, 1000000000), 86400), 3600)), 2, '0'), ':', leftPad(toString(modulo(intDiv(modulo(intDiv(timed_end, 1000000000), 86400), 60), 60)), 2, '0'), ':', leftPad(toString(modulo(modulo(intDiv(timed_end, 1000000000), 86400), 60)), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM leftPad(toString(modulo(timed_end, 1000000000)), 9, '0')))), 'Z"') END,
  ',"model":', replaceAll(toJSONString(model), '\\/', '/'),
  ',"task_type":', replaceAll(toJSONString(task_type), '\\/', '/'),
  ',"fields":', read_values,
  ',"read_fields":', read_fields,
  ',"outputs":', coalesce(toString(outputs), 'null'),
  ',"status":', replaceAll(toJSONString(status), '\\/', '/'),
  ',"own_account":', CASE WHEN own = 1 THEN 'true' ELSE 'false' END,
  ',"usage_type":', CASE WHEN usage_type IS NULL THEN 'null' ELSE replaceAll(toJSONString(usage_type), '\\/', '/') END,
  ',"consume":', coalesce(toString(consume), 'null'),
  ',"frozen":', coalesce(toString(frozen), 'null'),
  ',"disagrees":', CASE WHEN disagrees = 1 THEN 'true' ELSE 'false' END,
  ',"error_code":', coalesce(toString(error_code), 'null'),
  ',"tasks":', coalesce(toString(tasks), 'null'),
  ',"waits":', coalesce(toString(waits), 'null'),
  ',"wait_seconds":', coalesce(toString(wait_seconds), 'null'), '}') AS line
FROM counted;
