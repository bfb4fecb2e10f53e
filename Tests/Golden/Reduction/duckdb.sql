-- Reduces raw task answers to usage lines, which piledger import reads.
--
-- DuckDB. Rate card 4af8737a2f078ee1.
-- Run it with duckdb, from version 1.3 on. For s3:// paths: INSTALL httpfs; LOAD httpfs; and
-- CREATE SECRET (TYPE s3, PROVIDER credential_chain); before it.
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
  SELECT coalesce(CAST(json AS VARCHAR), '{}') AS line
  FROM read_json_objects('log/*.ndjson.gz', format = 'newline_delimited',
    ignore_errors = true, maximum_object_size = 67108864)
),
-- one row: a line, taken apart
opened AS (
  SELECT
    json_extract(nullif(line, ''), ['$.task_id', '$.model', '$.task_type', '$.status', '$.config', '$.input', '$.output', '$.meta', '$.error', '$.logs', '$.data', '$.code', '$.timestamp', '$.metadata', '$.task_info', '$.task_result']) AS whole
  FROM line
  WHERE line <> ''
),
-- one row: a line, and its data, taken apart
parted AS (
  SELECT *,
    json_extract(nullif(coalesce(CAST(whole[11] AS VARCHAR), ''), ''), ['$.task_id', '$.model', '$.task_type', '$.status', '$.config', '$.input', '$.output', '$.meta', '$.error', '$.logs', '$.data', '$.code', '$.timestamp', '$.metadata', '$.task_info', '$.task_result']) AS part
  FROM opened
),
-- one row: a line, and whether it is a task or holds one as its data
formed AS (
  SELECT *,
    CASE
      WHEN coalesce(CAST(whole[1] AS VARCHAR), '') <> '' AND (coalesce(CAST(whole[15] AS VARCHAR), '') <> '' OR coalesce(CAST(whole[16] AS VARCHAR), '') <> '') OR coalesce(CAST(whole[14] AS VARCHAR), '') LIKE '%"quota_usage":%' OR coalesce(CAST(whole[14] AS VARCHAR), '') LIKE '%"quota_frozen":%' OR coalesce(CAST(part[1] AS VARCHAR), '') <> '' AND (coalesce(CAST(part[15] AS VARCHAR), '') <> '' OR coalesce(CAST(part[16] AS VARCHAR), '') <> '') OR coalesce(CAST(part[14] AS VARCHAR), '') LIKE '%"quota_usage":%' OR coalesce(CAST(part[14] AS VARCHAR), '') LIKE '%"quota_frozen":%' THEN 'legacy'
      WHEN coalesce(CAST(whole[1] AS VARCHAR), '') <> '' AND (coalesce(CAST(whole[8] AS VARCHAR), '') LIKE '%"usage":%' OR coalesce(CAST(whole[8] AS VARCHAR), '') LIKE '%"created_at":%') THEN 'bare'
      WHEN coalesce(CAST(part[1] AS VARCHAR), '') <> '' AND ((coalesce(CAST(part[8] AS VARCHAR), '') LIKE '%"usage":%' OR coalesce(CAST(part[8] AS VARCHAR), '') LIKE '%"created_at":%')
        OR coalesce(CAST(whole[12] AS VARCHAR), '') IN ('200', '"200"')
        OR (coalesce(CAST(whole[12] AS VARCHAR), '') <> '' OR coalesce(CAST(whole[13] AS VARCHAR), '') <> '') AND (coalesce(CAST(part[2] AS VARCHAR), '') <> '' OR coalesce(CAST(part[3] AS VARCHAR), '') <> '' OR coalesce(CAST(part[4] AS VARCHAR), '') <> '')) THEN 'wrapped'
      WHEN coalesce(CAST(whole[1] AS VARCHAR), '') <> '' THEN 'bare'
      ELSE 'none' END AS form
  FROM parted
),
-- one row: the members of a task
held AS (
  SELECT
    form,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[1] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[1] AS VARCHAR), '') ELSE '' END AS task_id,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[2] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[2] AS VARCHAR), '') ELSE '' END AS model,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[3] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[3] AS VARCHAR), '') ELSE '' END AS task_type,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[4] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[4] AS VARCHAR), '') ELSE '' END AS status,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[5] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[5] AS VARCHAR), '') ELSE '' END AS config,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[6] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[6] AS VARCHAR), '') ELSE '' END AS input,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[7] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[7] AS VARCHAR), '') ELSE '' END AS output,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[8] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[8] AS VARCHAR), '') ELSE '' END AS meta,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[9] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[9] AS VARCHAR), '') ELSE '' END AS error,
    CASE form WHEN 'bare' THEN coalesce(CAST(whole[10] AS VARCHAR), '') WHEN 'wrapped' THEN coalesce(CAST(part[10] AS VARCHAR), '') ELSE '' END AS logs,
    CASE form WHEN 'wrapped' THEN coalesce(CAST(whole[13] AS VARCHAR), '') ELSE '' END AS delivered
  FROM formed
),
-- one row: a task, with its meta taken apart
described AS (
  SELECT *,
    json_extract(nullif(meta, ''), ['$.created_at', '$.started_at', '$.ended_at', '$.completed_at', '$.usage', '$.is_using_private_pool', '$.account_name', '$.account_id', '$.process_mode', '$.model_version']) AS told,
    json_extract(nullif(error, ''), ['$.code']) AS failure,
    json_extract(nullif(config, ''), ['$.service_mode']) AS setting,
    json_extract(nullif(output, ''), ['$.usage']) AS result
  FROM held
),
-- one row: a task, with what it says of its cost taken apart
metered AS (
  SELECT *,
    coalesce(CAST(told[1] AS VARCHAR), '') AS created_at,
    coalesce(CAST(told[2] AS VARCHAR), '') AS started_at,
    coalesce(CAST(told[3] AS VARCHAR), '') AS ended_at,
    coalesce(CAST(told[4] AS VARCHAR), '') AS completed_at,
    coalesce(CAST(told[5] AS VARCHAR), '') AS usage,
    coalesce(CAST(told[6] AS VARCHAR), '') AS is_using_private_pool,
    coalesce(CAST(told[7] AS VARCHAR), '') AS account_name,
    coalesce(CAST(told[8] AS VARCHAR), '') AS account_id,
    coalesce(CAST(told[9] AS VARCHAR), '') AS process_mode,
    coalesce(CAST(told[10] AS VARCHAR), '') AS model_version,
    json_extract(nullif(coalesce(CAST(told[5] AS VARCHAR), ''), ''), ['$.type', '$.frozen', '$.consume']) AS amounts
  FROM described
),
-- one row: a task in plain texts
worded AS (
  SELECT *,
    trim(CASE WHEN task_id LIKE '"%' THEN json_extract_string(task_id, '$') ELSE '' END, E' \t\n\r') AS id_text,
    trim(CASE WHEN model LIKE '"%' THEN json_extract_string(model, '$') ELSE '' END, E' \t\n\r') AS model_text,
    trim(CASE WHEN task_type LIKE '"%' THEN json_extract_string(task_type, '$') ELSE '' END, E' \t\n\r') AS type_text,
    lower(trim(CASE WHEN status LIKE '"%' THEN json_extract_string(status, '$') ELSE '' END, E' \t\n\r')) AS status_text,
    CASE WHEN is_using_private_pool = 'true' OR lower(coalesce(CAST(setting[1] AS VARCHAR), '')) = '"private"' THEN 1 ELSE 0 END AS own,
    CASE WHEN account_name LIKE '"%' THEN json_extract_string(account_name, '$') ELSE '' END AS account_text,
    TRY_CAST(regexp_extract(CASE WHEN account_id LIKE '"%' THEN trim(json_extract_string(account_id, '$'), E' \t\n\r') ELSE account_id END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS account_number,
    TRY_CAST(regexp_extract(CASE WHEN coalesce(CAST(failure[1] AS VARCHAR), '') LIKE '"%' THEN trim(json_extract_string(coalesce(CAST(failure[1] AS VARCHAR), ''), '$'), E' \t\n\r') ELSE coalesce(CAST(failure[1] AS VARCHAR), '') END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS error_number,
    TRY_CAST(regexp_extract(CASE WHEN delivered LIKE '"%' THEN trim(json_extract_string(delivered, '$'), E' \t\n\r') ELSE delivered END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS delivered_number,
    lower(trim(CASE WHEN coalesce(CAST(amounts[1] AS VARCHAR), '') LIKE '"%' THEN json_extract_string(coalesce(CAST(amounts[1] AS VARCHAR), ''), '$') ELSE '' END, E' \t\n\r')) AS unit_text,
    CASE WHEN coalesce(CAST(amounts[2] AS VARCHAR), '') LIKE '"%' THEN trim(json_extract_string(coalesce(CAST(amounts[2] AS VARCHAR), ''), '$'), E' \t\n\r') ELSE coalesce(CAST(amounts[2] AS VARCHAR), '') END AS frozen_text,
    CASE WHEN coalesce(CAST(amounts[3] AS VARCHAR), '') LIKE '"%' THEN trim(json_extract_string(coalesce(CAST(amounts[3] AS VARCHAR), ''), '$'), E' \t\n\r') ELSE coalesce(CAST(amounts[3] AS VARCHAR), '') END AS consume_text,
    coalesce(CAST(result[1] AS VARCHAR), '') AS tokens,
    CASE WHEN created_at LIKE '"%' THEN trim(json_extract_string(created_at, '$'), E' \t\n\r') WHEN created_at = 'null' THEN '' ELSE created_at END AS created_at_text,
    CASE WHEN started_at LIKE '"%' THEN trim(json_extract_string(started_at, '$'), E' \t\n\r') WHEN started_at = 'null' THEN '' ELSE started_at END AS started_at_text,
    CASE WHEN ended_at LIKE '"%' THEN trim(json_extract_string(ended_at, '$'), E' \t\n\r') WHEN ended_at = 'null' THEN '' ELSE ended_at END AS ended_at_text,
    CASE WHEN completed_at LIKE '"%' THEN trim(json_extract_string(completed_at, '$'), E' \t\n\r') WHEN completed_at = 'null' THEN '' ELSE completed_at END AS completed_at_text
  FROM metered
),
-- one row: a task with its times, in nanoseconds since 1970, and its amounts
timed AS (
  SELECT *,
    CASE WHEN regexp_matches(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(TRY_CAST(substring(created_at_text, 1, 10) AS DATE) - DATE '1970-01-01' AS BIGINT) * 86400 + CAST(substring(created_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(created_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(created_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(created_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS created_at_ns,
    CASE WHEN regexp_matches(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(TRY_CAST(substring(started_at_text, 1, 10) AS DATE) - DATE '1970-01-01' AS BIGINT) * 86400 + CAST(substring(started_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(started_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(started_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(started_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS started_at_ns,
    CASE WHEN regexp_matches(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(TRY_CAST(substring(ended_at_text, 1, 10) AS DATE) - DATE '1970-01-01' AS BIGINT) * 86400 + CAST(substring(ended_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(ended_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(ended_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(ended_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS ended_at_ns,
    CASE WHEN regexp_matches(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(TRY_CAST(substring(completed_at_text, 1, 10) AS DATE) - DATE '1970-01-01' AS BIGINT) * 86400 + CAST(substring(completed_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(completed_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(completed_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(completed_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS completed_at_ns,
    TRY_CAST(regexp_extract(frozen_text, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS frozen_number,
    TRY_CAST(regexp_extract(consume_text, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS consume_number
  FROM worded
),
-- one row: a line, and why no task can be read from it, if so
checked AS (
  SELECT *,
    CASE
      WHEN form = 'legacy' THEN 'a legacy shape'
      WHEN form = 'none' THEN 'no task'
      WHEN id_text = '' OR strlen(id_text) > 1024 THEN 'task_id'
      WHEN model_text = '' OR strlen(model_text) > 1024 THEN 'model'
      WHEN type_text = '' OR strlen(type_text) > 1024 THEN 'task_type'
      WHEN NOT status LIKE '"%' OR strlen(status_text) > 1024 THEN 'status'
      WHEN regexp_matches(concat(id_text, model_text, type_text, status_text, unit_text), '[\x{FFFD}\x{00}-\x{1F}\x{80}-\x{9F}]') THEN 'damaged text'
      WHEN meta NOT IN ('', 'null') AND NOT meta LIKE '{%' AND NOT regexp_matches(meta, '^"\s*"$') THEN 'meta'
      WHEN usage NOT IN ('', 'null', '[]') AND NOT usage LIKE '{%' AND NOT regexp_matches(usage, '^"\s*"$') THEN 'meta.usage'
      WHEN strlen(unit_text) > 64 THEN 'meta.usage.type'
      WHEN created_at_ns IS NULL AND NOT (created_at_text = '' OR created_at_text LIKE '0000-00-00%' OR regexp_matches(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.created_at'
      WHEN started_at_ns IS NULL AND NOT (started_at_text = '' OR started_at_text LIKE '0000-00-00%' OR regexp_matches(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.started_at'
      WHEN ended_at_ns IS NULL AND NOT (ended_at_text = '' OR ended_at_text LIKE '0000-00-00%' OR regexp_matches(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.ended_at'
      WHEN ended_at_ns IS NULL AND completed_at_ns IS NULL AND NOT (completed_at_text = '' OR completed_at_text LIKE '0000-00-00%' OR regexp_matches(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.completed_at'
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
    CASE WHEN regexp_matches(id_text, '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') THEN lower(id_text) ELSE id_text END AS id,
    CASE WHEN lower(model_text) = 'wan' THEN 'Wan' WHEN lower(model_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lower(model_text), 8)) ELSE lower(model_text) END AS model,
    CASE WHEN lower(type_text) = 'wan' THEN 'Wan' WHEN lower(type_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lower(type_text), 8)) ELSE lower(type_text) END AS task_type,
    lower(model_text) AS model_key,
    lower(type_text) AS type_key,
    CASE WHEN account_text <> '' THEN account_text WHEN account_number <> 0 THEN CAST(account_number AS VARCHAR) END AS account,
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
    CASE WHEN input LIKE '{%' THEN list_transform(map_entries(TRY_CAST(CAST(input AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}) ELSE CAST([] AS STRUCT(name VARCHAR, value VARCHAR)[]) END || CASE WHEN tokens LIKE '{%' THEN [{'name': 'usage', 'value': tokens}] ELSE CAST([] AS STRUCT(name VARCHAR, value VARCHAR)[]) END AS fields_1
  FROM observation
),
-- one row: a record, with the members of objects 2 deep
members_2 AS (
  SELECT *,
    CASE WHEN len(list_filter(fields_1, lambda e: e.value LIKE '{%')) = 0 THEN fields_1
      ELSE flatten(list_transform(fields_1, lambda e: CASE WHEN e.value LIKE '{%' THEN list_transform(list_transform(map_entries(TRY_CAST(CAST(e.value AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda s: {'name': concat(e.name, '.', s.name), 'value': s.value}) ELSE [{'name': e.name, 'value': e.value}] END)) END AS fields_2
  FROM members_1
),
-- one row: a record, with the members of objects 3 deep
members_3 AS (
  SELECT *,
    CASE WHEN len(list_filter(fields_2, lambda e: e.value LIKE '{%')) = 0 THEN fields_2
      ELSE flatten(list_transform(fields_2, lambda e: CASE WHEN e.value LIKE '{%' THEN list_transform(list_transform(map_entries(TRY_CAST(CAST(e.value AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda s: {'name': concat(e.name, '.', s.name), 'value': s.value}) ELSE [{'name': e.name, 'value': e.value}] END)) END AS fields_3
  FROM members_2
),
-- one row: a record, with the members of objects 4 deep
members_4 AS (
  SELECT *,
    CASE WHEN len(list_filter(fields_3, lambda e: e.value LIKE '{%')) = 0 THEN fields_3
      ELSE flatten(list_transform(fields_3, lambda e: CASE WHEN e.value LIKE '{%' THEN list_transform(list_transform(map_entries(TRY_CAST(CAST(e.value AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda s: {'name': concat(e.name, '.', s.name), 'value': s.value}) ELSE [{'name': e.name, 'value': e.value}] END)) END AS fields_4
  FROM members_3
),
-- one row: a record, with the lists of its input
listed AS (
  SELECT *,
    list_transform(list_filter(fields_4, lambda e: e.value LIKE '[%' AND strlen(e.name) <= 128), lambda e: {'name': e.name, 'value': list_transform(CAST(CAST(e.value AS JSON) AS JSON[]), lambda m: coalesce(CAST(m AS VARCHAR), 'null'))}) AS lists
  FROM members_4
),
-- one row: a record, with the objects in these lists
itemized AS (
  SELECT *,
    flatten(list_transform(lists, lambda e: list_transform(list_filter(e.value, lambda i: i LIKE '{%'), lambda i: {'name': e.name, 'value': i}))) AS items
  FROM listed
),
-- one row: a record, with the members of these objects
itemized_members AS (
  SELECT *,
    flatten(list_transform(items, lambda e: list_transform(list_transform(map_entries(TRY_CAST(CAST(e.value AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda m: {'name': concat(e.name, '.', m.name, '.sum'), 'value': m.value}))) AS item_members
  FROM itemized
),
-- one row: a record, with the numbers among these
numbered AS (
  SELECT *,
    list_filter(list_transform(list_filter(item_members, lambda e: NOT regexp_matches(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)[.]sum$')), lambda e: {'name': e.name, 'value': CASE WHEN e.value LIKE '"%' THEN CASE WHEN regexp_matches(json_extract_string(e.value, '$'), '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$') THEN TRY_CAST(json_extract_string(e.value, '$') AS DECIMAL(38, 18)) ELSE TRY_CAST(regexp_extract(json_extract_string(e.value, '$'), '(?i)^\s*(-?[0-9]+([.][0-9]+)?)\s*(s|sec|secs|second|seconds)\s*$', 1) AS DECIMAL(38, 18)) END WHEN regexp_matches(e.value, '^[-0-9]') THEN TRY_CAST(e.value AS DECIMAL(38, 18)) END}), lambda e: e.value IS NOT NULL) AS item_numbers
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
    list_filter((list_transform(list_filter(fields_4, lambda e: e.value NOT IN ('null', '""') AND NOT e.value LIKE '{%' AND NOT e.value LIKE '[%' AND strlen(e.name) <= 128), lambda e: {'name': CASE WHEN e.value LIKE '"%' AND NOT (NOT regexp_matches(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN strlen(json_extract_string(e.value, '$')) > 32 OR json_extract_string(e.value, '$') LIKE '%://%' THEN '' WHEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) <> '' THEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) ELSE concat(regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 1), regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 2)) END <> '') THEN concat(e.name, '.length') ELSE e.name END, 'value': CASE WHEN NOT e.value LIKE '"%' THEN e.value WHEN NOT regexp_matches(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN strlen(json_extract_string(e.value, '$')) > 32 OR json_extract_string(e.value, '$') LIKE '%://%' THEN '' WHEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) <> '' THEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) ELSE concat(regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 1), regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 2)) END <> '' THEN concat('"', CASE WHEN strlen(json_extract_string(e.value, '$')) > 32 OR json_extract_string(e.value, '$') LIKE '%://%' THEN '' WHEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) <> '' THEN regexp_extract(json_extract_string(e.value, '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) ELSE concat(regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 1), regexp_extract(json_extract_string(e.value, '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 2)) END, '"') ELSE CAST(length(json_extract_string(e.value, '$')) AS VARCHAR) END}) || flatten(list_transform(lists, lambda e: [{'name': concat(e.name, '.count'), 'value': CAST(len(e.value) AS VARCHAR)}, {'name': concat(e.name, '.only'), 'value': CASE
      WHEN len(e.value) <> 1 OR regexp_matches(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)s?$') THEN ''
      WHEN e.value[1] LIKE '"%' THEN CASE WHEN CASE WHEN strlen(json_extract_string(e.value[1], '$')) > 32 OR json_extract_string(e.value[1], '$') LIKE '%://%' THEN '' WHEN regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) <> '' THEN regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) ELSE concat(regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 1), regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 2)) END <> '' THEN concat('"', CASE WHEN strlen(json_extract_string(e.value[1], '$')) > 32 OR json_extract_string(e.value[1], '$') LIKE '%://%' THEN '' WHEN regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) <> '' THEN regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([A-Za-z0-9_.:/+%-]+)\s*$', 1) ELSE concat(regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 1), regexp_extract(json_extract_string(e.value[1], '$'), '^\s*([0-9.]+)\s+([A-Za-z_:/+%-]+)\s*$', 2)) END, '"') ELSE '' END
      WHEN regexp_matches(e.value[1], '^[-0-9tf]') THEN e.value[1]
      ELSE '' END}])) || list_transform(list_distinct(list_transform(item_numbers, lambda e: e.name)), lambda g: {'name': g, 'value': CAST(list_sum(list_transform(list_filter(item_numbers, lambda e: e.name = g), lambda e: e.value)) AS VARCHAR)}) || [{'name': 'meta.process_mode', 'value': CASE WHEN process_mode LIKE '"%' THEN CASE WHEN strlen(json_extract_string(process_mode, '$')) <= 32 AND json_extract_string(process_mode, '$') NOT LIKE '%://%' AND regexp_matches(json_extract_string(process_mode, '$'), '^[A-Za-z0-9_.:/+%-]+$') THEN process_mode ELSE '' END WHEN regexp_matches(process_mode, '^[-0-9]') THEN process_mode ELSE '' END}, {'name': 'meta.model_version', 'value': CASE WHEN model_version LIKE '"%' THEN CASE WHEN strlen(json_extract_string(model_version, '$')) <= 32 AND json_extract_string(model_version, '$') NOT LIKE '%://%' AND regexp_matches(json_extract_string(model_version, '$'), '^[A-Za-z0-9_.:/+%-]+$') THEN model_version ELSE '' END WHEN regexp_matches(model_version, '^[-0-9]') THEN model_version ELSE '' END}, {'name': 'logs.reference_seconds', 'value': CASE WHEN logs LIKE '%otal duration:%' AND len(list_distinct(list_filter(list_transform(regexp_extract_all(array_to_string(list_transform(CASE WHEN logs LIKE '[%' THEN list_transform(CAST(CAST(logs AS JSON) AS JSON[]), lambda m: coalesce(CAST(m AS VARCHAR), 'null')) ELSE [logs] END, lambda t: CASE WHEN t LIKE '"%' THEN json_extract_string(t, '$') WHEN t LIKE '{%' THEN CASE WHEN coalesce(CAST(json_extract(nullif(t, ''), ['$.message'])[1] AS VARCHAR), '') LIKE '"%' THEN json_extract_string(coalesce(CAST(json_extract(nullif(t, ''), ['$.message'])[1] AS VARCHAR), ''), '$') ELSE '' END ELSE '' END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?'), lambda u: CASE
      WHEN regexp_matches(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR)))
      ELSE CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR) END), lambda u: regexp_matches(u, '^[0-9]')))) = 1 THEN list_distinct(list_filter(list_transform(regexp_extract_all(array_to_string(list_transform(CASE WHEN logs LIKE '[%' THEN list_transform(CAST(CAST(logs AS JSON) AS JSON[]), lambda m: coalesce(CAST(m AS VARCHAR), 'null')) ELSE [logs] END, lambda t: CASE WHEN t LIKE '"%' THEN json_extract_string(t, '$') WHEN t LIKE '{%' THEN CASE WHEN coalesce(CAST(json_extract(nullif(t, ''), ['$.message'])[1] AS VARCHAR), '') LIKE '"%' THEN json_extract_string(coalesce(CAST(json_extract(nullif(t, ''), ['$.message'])[1] AS VARCHAR), ''), '$') ELSE '' END ELSE '' END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?'), lambda u: CASE
      WHEN regexp_matches(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR)))
      ELSE CAST(TRY_CAST(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS VARCHAR) END), lambda u: regexp_matches(u, '^[0-9]')))[1] ELSE '' END}]), lambda e: e.value <> '') AS written_fields
  FROM numbered
),
-- one row: a record, with the fields of its request, by name
requested AS (
  SELECT *,
    list_sort(list_transform(written_fields, lambda e: {'name': e.name, 'value': CASE WHEN regexp_matches(e.value, '^[-0-9]') THEN CASE
      WHEN regexp_matches(e.value, '^(0|-?[1-9][0-9]{0,17})$') THEN e.value
      WHEN TRY_CAST(e.value AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(e.value, 1, 32), '"')
      WHEN TRY_CAST(e.value AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(TRY_CAST(e.value AS DECIMAL(38, 18)) AS VARCHAR) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(TRY_CAST(e.value AS DECIMAL(38, 18)) AS VARCHAR)))
      ELSE CAST(TRY_CAST(e.value AS DECIMAL(38, 18)) AS VARCHAR) END ELSE e.value END})) AS all_fields
  FROM written
),
-- one row: a model and task type that the rate card names
kind AS (
  SELECT * FROM (VALUES
    ('studio', 'poster', 1))
  AS kind(kind_model, kind_type, kind_rule)
),
-- one row: what prices read, and the moments at which they may change
rule AS (
  SELECT * FROM (VALUES
    (0, CAST([] AS VARCHAR[]), CAST([] AS BIGINT[])),
    (1, ['count', 'count.only', 'outputs', 'outputs.only', 'size', 'size.only'], CAST([] AS BIGINT[])),
    (2, ['clips.seconds.sum', 'clips.seconds.sum.only', 'duration', 'duration.only'], [1772323200000000000]))
  AS rule(number, read_names, boundaries)
),
-- one row: a record, with the rule of its model and task type
ruled AS (
  SELECT requested.*, coalesce(nullif(kind_rule, 0), CASE WHEN regexp_matches(model_key, '^film[-].*$') AND type_key = 'video' THEN 2 ELSE 0 END) AS rule_number
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
      THEN coalesce((list_min(list_filter(list_transform(list_filter(list_transform(map_entries(TRY_CAST(CAST(output AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda e: list_contains(['image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips', 'image_url', 'image', 'image_base64', 'video', 'video_url', 'model_file', 'audio_url', 'audio', 'text'], e.name)), lambda e: CASE e.name
      WHEN 'image_urls' THEN 1
      WHEN 'video_urls' THEN 2
      WHEN 'temporary_image_urls' THEN 3
      WHEN 'works' THEN 4
      WHEN 'songs' THEN 5
      WHEN 'images' THEN 6
      WHEN 'videos' THEN 7
      WHEN 'audios' THEN 8
      WHEN 'clips' THEN 9
      ELSE 99 END * 1000000 + CASE WHEN list_contains(['image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips'], e.name) THEN CASE WHEN e.value LIKE '[%' THEN len(list_filter(list_transform(CAST(CAST(e.value AS JSON) AS JSON[]), lambda m: coalesce(CAST(m AS VARCHAR), 'null')), lambda x: (x LIKE '"_%' AND x <> '""' OR x LIKE '{%'))) WHEN e.value LIKE '{%' THEN len(list_filter(list_transform(map_entries(TRY_CAST(CAST(e.value AS JSON) AS MAP(VARCHAR, JSON))), lambda m: {'name': m.key, 'value': coalesce(CAST(m.value AS VARCHAR), 'null')}), lambda x: (x.value LIKE '"_%' AND x.value <> '""' OR x.value LIKE '{%'))) ELSE 0 END WHEN (e.value LIKE '"_%' AND e.value <> '""' OR e.value LIKE '{%') THEN 1 ELSE 0 END), lambda n: (n % 1000000) > 0)) % 1000000), -1) ELSE -1 END AS outputs,
    concat('{', array_to_string(list_transform(list_filter(all_fields, lambda e: list_contains(read_names, e.name)), lambda e: concat(CAST(to_json(e.name) AS VARCHAR), ':', e.value)), ','), '}') AS read_values,
    concat(lpad(CAST(99999 - len(all_fields) AS VARCHAR), 5, '0'), chr(1), model, chr(1), task_type, chr(1),
      array_to_string(list_transform(all_fields, lambda e: concat(e.name, chr(0), e.value)), chr(1))) AS fullness
  FROM ruled LEFT JOIN rule ON rule_number = number
),
-- one row: a task
merged AS (
  SELECT id AS task_id,
    min(account) AS task_account,
    min(created) AS created_at,
    arg_min({'model': model, 'task_type': task_type, 'read_values': read_values, 'rule_number': rule_number}, fullness) AS request,
    max({'has_ended': has_ended, 'ended': ended, 'seen': seen, 'progress': progress, 'status': status, 'own': own, 'outputs': outputs, 'error_code': coalesce(error_code, -1000000000000000000)}) AS state,
    max({'has_ended': has_ended, 'ended': ended, 'seen': seen, 'consume': consume, 'frozen': frozen, 'unit': unit}) FILTER (WHERE has_usage = 1) AS usage,
    max(has_usage) AS is_metered,
    coalesce(list(DISTINCT {'consume': consume, 'ended': ended, 'seen': seen, 'frozen': frozen, 'unit': unit}) FILTER (WHERE has_usage = 1 AND has_ended = 1), []) AS bookings
  FROM priced
  GROUP BY id
),
-- one row: a task, with the amounts in points on which its ended states differ
booked AS (
  SELECT
    task_id,
    task_account AS account,
    created_at,
    request.model AS model,
    request.task_type AS task_type,
    request.read_values AS read_values,
    request.rule_number AS rule_number,
    state.has_ended AS has_ended,
    state.ended AS ended,
    state.status AS status,
    state.own AS own,
    state.outputs AS result_count,
    state.error_code AS last_error,
    CASE WHEN state.status IN ('failed', 'cancelled') THEN 1 ELSE 0 END AS without_result,
    is_metered,
    usage,
    CASE WHEN len(bookings) > 1
      THEN list_sort(list_filter(bookings, lambda b: len(list_filter(bookings, lambda c: c.consume = b.consume AND {'ended': c.ended, 'seen': c.seen, 'frozen': c.frozen, 'unit': c.unit} > {'ended': b.ended, 'seen': b.seen, 'frozen': b.frozen, 'unit': b.unit})) = 0 AND (b.consume = 0 OR b.unit IN ('', 'llm', 'point', 'quota')))) ELSE bookings END AS amounts_booked
  FROM merged
),
-- one row: a task, and whether the least of these amounts is what a refund left
refunded AS (
  SELECT *,
    CASE WHEN len(amounts_booked) > 1 AND without_result = 1
      AND len(list_filter(amounts_booked, lambda b: b.consume > amounts_booked[1].consume AND b.ended <> -1 AND amounts_booked[1].ended <> -1
      AND (b.ended > amounts_booked[1].ended
        OR b.ended = amounts_booked[1].ended AND amounts_booked[1].seen > amounts_booked[1].ended
          AND b.seen > amounts_booked[1].seen))) = 0 THEN 1 ELSE 0 END AS is_refunded
  FROM booked
),
-- one row: a task, and what counts as booked
billed AS (
  SELECT *,
    CASE WHEN len(amounts_booked) > 1 AND is_refunded = 0 THEN 1 ELSE 0 END AS disagrees,
    CASE WHEN NOT (is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0)) THEN NULL WHEN usage.has_ended = 1 AND is_refunded = 1 THEN amounts_booked[1].consume ELSE usage.consume END AS consume,
    CASE WHEN is_metered = 1 AND has_ended = 0 AND usage.frozen > 0 AND usage.unit IN ('', 'llm', 'point', 'quota') THEN usage.frozen ELSE 0 END AS frozen,
    CASE WHEN is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0) AND usage.has_ended = 1 AND is_refunded = 1 THEN amounts_booked[1].unit WHEN is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0) OR is_metered = 1 AND has_ended = 0 AND usage.frozen > 0 AND usage.unit IN ('', 'llm', 'point', 'quota') THEN usage.unit END AS usage_type
  FROM refunded
),
-- one row: a task, with its accounting day, and whether its verdict depends on its time
dated AS (
  SELECT *,
    concat('[', array_to_string(list_transform(read_names, lambda e: CAST(to_json(e) AS VARCHAR)), ','), ']') AS read_fields,
    CASE WHEN status = 'completed' AND list_contains(read_names, 'outputs') AND result_count >= 0 THEN result_count END AS outputs,
    CASE WHEN without_result = 1 AND last_error <> -1000000000000000000 THEN last_error END AS error_code,
    CASE WHEN created_at IS NOT NULL THEN CAST(DATE '1970-01-01' + CAST((created_at // 86400000000000) AS INTEGER) AS VARCHAR) END AS day,
    CASE WHEN created_at IS NOT NULL THEN (created_at // 86400000000000) END AS utc_day,
    CASE WHEN created_at IS NOT NULL THEN len(list_filter(boundaries, lambda b: b <= created_at)) END AS span,
    CASE WHEN disagrees = 0 AND own = 0 AND NOT (coalesce(consume, 0) > 0 AND NOT usage_type IN ('', 'llm', 'point', 'quota')) AND (
        without_result = 0 AND has_ended = 0 AND consume IS NULL
        OR without_result = 1 AND coalesce(consume, 0) > 0)
      OR without_result = 1 AND (regexp_matches(lower(model), '^film[-].*$') AND 1 = 1 AND last_error = 7) THEN 1 ELSE 0 END AS is_timed
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
    count(*) FILTER (WHERE has_ended = 1 AND ended >= created_at) AS waits,
    coalesce(sum(CASE WHEN has_ended = 1 AND ended >= created_at THEN ((ended - created_at) // 1000000000) END), 0) AS wait_seconds
  FROM timed_task
  GROUP BY line_account, model, task_type, read_values, read_fields, status, own, disagrees, consume, frozen, usage_type, outputs, error_code, day, utc_day, span, timed_creation, timed_end
)
SELECT concat(
  '{"piledger_lines":1,"batch":"may","shard":"1/1","run":"', strftime(now() AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'), '",',
  '"account":', CASE WHEN line_account IS NULL THEN 'null' ELSE CAST(to_json(line_account) AS VARCHAR) END,
  ',"time_zone":"UTC","day":', CASE WHEN day IS NULL THEN 'null' ELSE concat('"', day, '"') END,
  ',"created_from":', CASE WHEN created_from IS NULL THEN 'null' ELSE concat('"', CAST(DATE '1970-01-01' + CAST((created_from // 86400000000000) AS INTEGER) AS VARCHAR), 'T', lpad(CAST((((created_from // 1000000000) % 86400) // 3600) AS VARCHAR), 2, '0'), ':', lpad(CAST(((((created_from // 1000000000) % 86400) // 60) % 60) AS VARCHAR), 2, '0'), ':', lpad(CAST((((created_from // 1000000000) % 86400) % 60) AS VARCHAR), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((created_from % 1000000000) AS VARCHAR), 9, '0')))), 'Z"') END,
  ',"created_to":', CASE WHEN created_to IS NULL THEN 'null' ELSE concat('"', CAST(DATE '1970-01-01' + CAST((created_to // 86400000000000) AS INTEGER) AS VARCHAR), 'T', lpad(CAST((((created_to // 1000000000) % 86400) // 3600) AS VARCHAR), 2, '0'), ':', lpad(CAST(((((created_to // 1000000000) % 86400) // 60) % 60) AS VARCHAR), 2, '0'), ':', lpad(CAST((((created_to // 1000000000) % 86400) % 60) AS VARCHAR), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((created_to % 1000000000) AS VARCHAR), 9, '0')))), 'Z"') END,
  ',"ended_at":', CASE WHEN timed_end IS NULL THEN 'null' ELSE concat('"', CAST(DATE '1970-01-01' + CAST((timed_end // 86400000000000) AS INTEGER) AS VARCHAR), 'T', lpad(CAST((((timed_end // 1000000000) % 86400) // 3600) AS VARCHAR), 2, '0'), ':', lpad(CAST(((((timed_end // 1000000000) % 86400) // 60) % 60) AS VARCHAR), 2, '0'), ':', lpad(CAST((((timed_end // 1000000000) % 86400) % 60) AS VARCHAR), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((timed_end % 1000000000) AS VARCHAR), 9, '0')))), 'Z"') END,
  ',"model":', CAST(to_json(model) AS VARCHAR),
  ',"task_type":', CAST(to_json(task_type) AS VARCHAR),
  ',"fields":', read_values,
  ',"read_fields":', read_fields,
  ',"outputs":', coalesce(CAST(outputs AS VARCHAR), 'null'),
  ',"status":', CAST(to_json(status) AS VARCHAR),
  ',"own_account":', CASE WHEN own = 1 THEN 'true' ELSE 'false' END,
  ',"usage_type":', CASE WHEN usage_type IS NULL THEN 'null' ELSE CAST(to_json(usage_type) AS VARCHAR) END,
  ',"consume":', coalesce(CAST(consume AS VARCHAR), 'null'),
  ',"frozen":', coalesce(CAST(frozen AS VARCHAR), 'null'),
  ',"disagrees":', CASE WHEN disagrees = 1 THEN 'true' ELSE 'false' END,
  ',"error_code":', coalesce(CAST(error_code AS VARCHAR), 'null'),
  ',"tasks":', coalesce(CAST(tasks AS VARCHAR), 'null'),
  ',"waits":', coalesce(CAST(waits AS VARCHAR), 'null'),
  ',"wait_seconds":', coalesce(CAST(wait_seconds AS VARCHAR), 'null'), '}') AS line
FROM counted;
