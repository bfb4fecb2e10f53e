-- Reduces raw task answers to usage lines, which piledger import reads.
--
-- Spark SQL. Rate card 4af8737a2f078ee1.
-- Run it with spark-sql, from version 4.0 on, or each statement with spark.sql(). Paths are
-- those of Hadoop: s3a:// where the cluster has no s3://.
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
SET spark.sql.analyzer.maxIterations = 1000;
WITH
-- one row: a line of the input
line AS (
  SELECT value AS line
  FROM text.`log/*.ndjson.gz`
),
-- one row: a line, taken apart
opened AS (
  SELECT
    try_parse_json(line) AS whole
  FROM line
  WHERE line <> ''
),
-- one row: a line, and its data, taken apart
parted AS (
  SELECT *,
    try_parse_json(coalesce(to_json(try_variant_get(whole, '$.data', 'variant')), '')) AS part
  FROM opened
),
-- one row: a line, and whether it is a task or holds one as its data
formed AS (
  SELECT *,
    CASE
      WHEN coalesce(to_json(try_variant_get(whole, '$.task_id', 'variant')), '') <> '' AND (coalesce(to_json(try_variant_get(whole, '$.task_info', 'variant')), '') <> '' OR coalesce(to_json(try_variant_get(whole, '$.task_result', 'variant')), '') <> '') OR coalesce(to_json(try_variant_get(whole, '$.metadata', 'variant')), '') LIKE '%"quota_usage":%' OR coalesce(to_json(try_variant_get(whole, '$.metadata', 'variant')), '') LIKE '%"quota_frozen":%' OR coalesce(to_json(try_variant_get(part, '$.task_id', 'variant')), '') <> '' AND (coalesce(to_json(try_variant_get(part, '$.task_info', 'variant')), '') <> '' OR coalesce(to_json(try_variant_get(part, '$.task_result', 'variant')), '') <> '') OR coalesce(to_json(try_variant_get(part, '$.metadata', 'variant')), '') LIKE '%"quota_usage":%' OR coalesce(to_json(try_variant_get(part, '$.metadata', 'variant')), '') LIKE '%"quota_frozen":%' THEN 'legacy'
      WHEN coalesce(to_json(try_variant_get(whole, '$.task_id', 'variant')), '') <> '' AND (coalesce(to_json(try_variant_get(whole, '$.meta', 'variant')), '') LIKE '%"usage":%' OR coalesce(to_json(try_variant_get(whole, '$.meta', 'variant')), '') LIKE '%"created_at":%') THEN 'bare'
      WHEN coalesce(to_json(try_variant_get(part, '$.task_id', 'variant')), '') <> '' AND ((coalesce(to_json(try_variant_get(part, '$.meta', 'variant')), '') LIKE '%"usage":%' OR coalesce(to_json(try_variant_get(part, '$.meta', 'variant')), '') LIKE '%"created_at":%')
        OR coalesce(to_json(try_variant_get(whole, '$.code', 'variant')), '') IN ('200', '"200"')
        OR (coalesce(to_json(try_variant_get(whole, '$.code', 'variant')), '') <> '' OR coalesce(to_json(try_variant_get(whole, '$.timestamp', 'variant')), '') <> '') AND (coalesce(to_json(try_variant_get(part, '$.model', 'variant')), '') <> '' OR coalesce(to_json(try_variant_get(part, '$.task_type', 'variant')), '') <> '' OR coalesce(to_json(try_variant_get(part, '$.status', 'variant')), '') <> '')) THEN 'wrapped'
      WHEN coalesce(to_json(try_variant_get(whole, '$.task_id', 'variant')), '') <> '' THEN 'bare'
      ELSE 'none' END AS form
  FROM parted
),
-- one row: the members of a task
held AS (
  SELECT
    form,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.task_id', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.task_id', 'variant')), '') ELSE '' END AS task_id,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.model', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.model', 'variant')), '') ELSE '' END AS model,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.task_type', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.task_type', 'variant')), '') ELSE '' END AS task_type,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.status', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.status', 'variant')), '') ELSE '' END AS status,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.config', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.config', 'variant')), '') ELSE '' END AS config,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.input', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.input', 'variant')), '') ELSE '' END AS input,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.output', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.output', 'variant')), '') ELSE '' END AS output,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.meta', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.meta', 'variant')), '') ELSE '' END AS meta,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.error', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.error', 'variant')), '') ELSE '' END AS error,
    CASE form WHEN 'bare' THEN coalesce(to_json(try_variant_get(whole, '$.logs', 'variant')), '') WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(part, '$.logs', 'variant')), '') ELSE '' END AS logs,
    CASE form WHEN 'wrapped' THEN coalesce(to_json(try_variant_get(whole, '$.timestamp', 'variant')), '') ELSE '' END AS delivered
  FROM formed
),
-- one row: a task, with its meta taken apart
described AS (
  SELECT *,
    try_parse_json(meta) AS told,
    try_parse_json(error) AS failure,
    try_parse_json(config) AS setting,
    try_parse_json(output) AS result
  FROM held
),
-- one row: a task, with what it says of its cost taken apart
metered AS (
  SELECT *,
    coalesce(to_json(try_variant_get(told, '$.created_at', 'variant')), '') AS created_at,
    coalesce(to_json(try_variant_get(told, '$.started_at', 'variant')), '') AS started_at,
    coalesce(to_json(try_variant_get(told, '$.ended_at', 'variant')), '') AS ended_at,
    coalesce(to_json(try_variant_get(told, '$.completed_at', 'variant')), '') AS completed_at,
    coalesce(to_json(try_variant_get(told, '$.usage', 'variant')), '') AS usage,
    coalesce(to_json(try_variant_get(told, '$.is_using_private_pool', 'variant')), '') AS is_using_private_pool,
    coalesce(to_json(try_variant_get(told, '$.account_name', 'variant')), '') AS account_name,
    coalesce(to_json(try_variant_get(told, '$.account_id', 'variant')), '') AS account_id,
    coalesce(to_json(try_variant_get(told, '$.process_mode', 'variant')), '') AS process_mode,
    coalesce(to_json(try_variant_get(told, '$.model_version', 'variant')), '') AS model_version,
    try_parse_json(coalesce(to_json(try_variant_get(told, '$.usage', 'variant')), '')) AS amounts
  FROM described
),
-- one row: a task in plain texts
worded AS (
  SELECT *,
    trim(BOTH ' \t\n\r' FROM CASE WHEN task_id LIKE '"%' THEN try_variant_get(try_parse_json(task_id), '$', 'string') ELSE '' END) AS id_text,
    trim(BOTH ' \t\n\r' FROM CASE WHEN model LIKE '"%' THEN try_variant_get(try_parse_json(model), '$', 'string') ELSE '' END) AS model_text,
    trim(BOTH ' \t\n\r' FROM CASE WHEN task_type LIKE '"%' THEN try_variant_get(try_parse_json(task_type), '$', 'string') ELSE '' END) AS type_text,
    lower(trim(BOTH ' \t\n\r' FROM CASE WHEN status LIKE '"%' THEN try_variant_get(try_parse_json(status), '$', 'string') ELSE '' END)) AS status_text,
    CASE WHEN is_using_private_pool = 'true' OR lower(coalesce(to_json(try_variant_get(setting, '$.service_mode', 'variant')), '')) = '"private"' THEN 1 ELSE 0 END AS own,
    CASE WHEN account_name LIKE '"%' THEN try_variant_get(try_parse_json(account_name), '$', 'string') ELSE '' END AS account_text,
    try_cast(regexp_extract(CASE WHEN account_id LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(account_id), '$', 'string')) ELSE account_id END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS account_number,
    try_cast(regexp_extract(CASE WHEN coalesce(to_json(try_variant_get(failure, '$.code', 'variant')), '') LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(failure, '$.code', 'variant')), '')), '$', 'string')) ELSE coalesce(to_json(try_variant_get(failure, '$.code', 'variant')), '') END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS error_number,
    try_cast(regexp_extract(CASE WHEN delivered LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(delivered), '$', 'string')) ELSE delivered END, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS delivered_number,
    lower(trim(BOTH ' \t\n\r' FROM CASE WHEN coalesce(to_json(try_variant_get(amounts, '$.type', 'variant')), '') LIKE '"%' THEN try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(amounts, '$.type', 'variant')), '')), '$', 'string') ELSE '' END)) AS unit_text,
    CASE WHEN coalesce(to_json(try_variant_get(amounts, '$.frozen', 'variant')), '') LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(amounts, '$.frozen', 'variant')), '')), '$', 'string')) ELSE coalesce(to_json(try_variant_get(amounts, '$.frozen', 'variant')), '') END AS frozen_text,
    CASE WHEN coalesce(to_json(try_variant_get(amounts, '$.consume', 'variant')), '') LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(amounts, '$.consume', 'variant')), '')), '$', 'string')) ELSE coalesce(to_json(try_variant_get(amounts, '$.consume', 'variant')), '') END AS consume_text,
    coalesce(to_json(try_variant_get(result, '$.usage', 'variant')), '') AS tokens,
    CASE WHEN created_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(created_at), '$', 'string')) WHEN created_at = 'null' THEN '' ELSE created_at END AS created_at_text,
    CASE WHEN started_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(started_at), '$', 'string')) WHEN started_at = 'null' THEN '' ELSE started_at END AS started_at_text,
    CASE WHEN ended_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(ended_at), '$', 'string')) WHEN ended_at = 'null' THEN '' ELSE ended_at END AS ended_at_text,
    CASE WHEN completed_at LIKE '"%' THEN trim(BOTH ' \t\n\r' FROM try_variant_get(try_parse_json(completed_at), '$', 'string')) WHEN completed_at = 'null' THEN '' ELSE completed_at END AS completed_at_text
  FROM metered
),
-- one row: a task with its times, in nanoseconds since 1970, and its amounts
timed AS (
  SELECT *,
    CASE WHEN regexp_like(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(unix_date(try_cast(substring(created_at_text, 1, 10) AS DATE)) AS BIGINT) * 86400 + CAST(substring(created_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(created_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(created_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(created_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(created_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS created_at_ns,
    CASE WHEN regexp_like(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(unix_date(try_cast(substring(started_at_text, 1, 10) AS DATE)) AS BIGINT) * 86400 + CAST(substring(started_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(started_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(started_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(started_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(started_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS started_at_ns,
    CASE WHEN regexp_like(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(unix_date(try_cast(substring(ended_at_text, 1, 10) AS DATE)) AS BIGINT) * 86400 + CAST(substring(ended_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(ended_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(ended_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(ended_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(ended_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS ended_at_ns,
    CASE WHEN regexp_like(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) BETWEEN '1970' AND '2261'
      THEN (CAST(unix_date(try_cast(substring(completed_at_text, 1, 10) AS DATE)) AS BIGINT) * 86400 + CAST(substring(completed_at_text, 12, 2) AS BIGINT) * 3600 + CAST(substring(completed_at_text, 15, 2) AS BIGINT) * 60 + CAST(substring(completed_at_text, 18, 2) AS BIGINT) - CASE WHEN regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) = '' THEN 0 ELSE (CASE WHEN regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1) LIKE '-%' THEN -1 ELSE 1 END) * (CAST(substring(concat(replace(regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 2, 2) AS BIGINT) * 3600 + CAST(substring(concat(replace(regexp_extract(substring(completed_at_text, 20), '([+-][0-9:]+)( UTC)?$', 1), ':', ''), '00'), 4, 2) AS BIGINT) * 60) END) * 1000000000
        + CAST(substring(concat(regexp_extract(substring(completed_at_text, 20), '^[.]([0-9]+)', 1), '000000000'), 1, 9) AS BIGINT) END AS completed_at_ns,
    try_cast(regexp_extract(frozen_text, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS frozen_number,
    try_cast(regexp_extract(consume_text, '^(-?[0-9]{1,18})([.]0+)?$', 1) AS BIGINT) AS consume_number
  FROM worded
),
-- one row: a line, and why no task can be read from it, if so
checked AS (
  SELECT *,
    CASE
      WHEN form = 'legacy' THEN 'a legacy shape'
      WHEN form = 'none' THEN 'no task'
      WHEN id_text = '' OR octet_length(id_text) > 1024 THEN 'task_id'
      WHEN model_text = '' OR octet_length(model_text) > 1024 THEN 'model'
      WHEN type_text = '' OR octet_length(type_text) > 1024 THEN 'task_type'
      WHEN NOT status LIKE '"%' OR octet_length(status_text) > 1024 THEN 'status'
      WHEN regexp_like(concat(id_text, model_text, type_text, status_text, unit_text), '[\\x{FFFD}\\x{00}-\\x{1F}\\x{80}-\\x{9F}]') THEN 'damaged text'
      WHEN meta NOT IN ('', 'null') AND NOT meta LIKE '{%' AND NOT regexp_like(meta, '^"\\s*"$') THEN 'meta'
      WHEN usage NOT IN ('', 'null', '[]') AND NOT usage LIKE '{%' AND NOT regexp_like(usage, '^"\\s*"$') THEN 'meta.usage'
      WHEN octet_length(unit_text) > 64 THEN 'meta.usage.type'
      WHEN created_at_ns IS NULL AND NOT (created_at_text = '' OR created_at_text LIKE '0000-00-00%' OR regexp_like(created_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(created_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.created_at'
      WHEN started_at_ns IS NULL AND NOT (started_at_text = '' OR started_at_text LIKE '0000-00-00%' OR regexp_like(started_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(started_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.started_at'
      WHEN ended_at_ns IS NULL AND NOT (ended_at_text = '' OR ended_at_text LIKE '0000-00-00%' OR regexp_like(ended_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(ended_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.ended_at'
      WHEN ended_at_ns IS NULL AND completed_at_ns IS NULL AND NOT (completed_at_text = '' OR completed_at_text LIKE '0000-00-00%' OR regexp_like(completed_at_text, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?( ?([Zz]|UTC)| ?[+-]00(:?00)? UTC| ?[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)?$') AND substring(completed_at_text, 1, 4) IN ('0000', '0001')) THEN 'meta.completed_at'
      WHEN frozen_text NOT IN ('', 'null') AND (frozen_number IS NULL OR frozen_number < 0 OR frozen_number > 100000000000L) THEN 'meta.usage.frozen'
      WHEN consume_text NOT IN ('', 'null') AND (consume_number IS NULL OR consume_number < 0 OR consume_number > 100000000000L) THEN 'meta.usage.consume'
      WHEN delivered_number >= 9190000000L AND CASE
      WHEN delivered_number BETWEEN 1 AND 9189999999 THEN delivered_number * 1000000000
      WHEN delivered_number BETWEEN 100000000000 AND 9189999999999 THEN delivered_number * 1000000
      WHEN delivered_number BETWEEN 100000000000000 AND 9189999999999999 THEN delivered_number * 1000 END IS NULL THEN 'timestamp' END AS fault
  FROM timed
),
-- one row: what one record says about a task
observation AS (
  SELECT
    CASE WHEN regexp_like(id_text, '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') THEN lower(id_text) ELSE id_text END AS id,
    CASE WHEN lower(model_text) = 'wan' THEN 'Wan' WHEN lower(model_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lower(model_text), 8)) ELSE lower(model_text) END AS model,
    CASE WHEN lower(type_text) = 'wan' THEN 'Wan' WHEN lower(type_text) LIKE 'qubico/%' THEN concat('Qubico/', substring(lower(type_text), 8)) ELSE lower(type_text) END AS task_type,
    lower(model_text) AS model_key,
    lower(type_text) AS type_key,
    CASE WHEN account_text <> '' THEN account_text WHEN account_number <> 0 THEN CAST(account_number AS STRING) END AS account,
    CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END AS status,
    CASE WHEN CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END IN ('completed', 'failed', 'cancelled') THEN 1 ELSE 0 END AS has_ended,
    CASE CASE WHEN status_text IN ('success', 'finished') THEN 'completed' WHEN status_text = 'canceled' THEN 'cancelled' ELSE status_text END WHEN 'staged' THEN 1 WHEN 'pending' THEN 2 WHEN 'processing' THEN 3 WHEN 'cancelled' THEN 4 WHEN 'failed' THEN 5 WHEN 'completed' THEN 6 ELSE 0 END AS progress,
    own,
    created_at_ns AS created,
    coalesce(ended_at_ns, completed_at_ns, -1L) AS ended,
    greatest(coalesce(created_at_ns, -1L), coalesce(started_at_ns, -1L), coalesce(ended_at_ns, completed_at_ns, -1L), coalesce(CASE
      WHEN delivered_number BETWEEN 1 AND 9189999999 THEN delivered_number * 1000000000
      WHEN delivered_number BETWEEN 100000000000 AND 9189999999999 THEN delivered_number * 1000000
      WHEN delivered_number BETWEEN 100000000000000 AND 9189999999999999 THEN delivered_number * 1000 END, -1L)) AS seen,
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
    concat(CASE WHEN input LIKE '{%' THEN coalesce(transform(map_entries(try_variant_get(try_parse_json(input), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)) ELSE CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>) END, CASE WHEN tokens LIKE '{%' THEN array(struct('usage' AS name, tokens AS value)) ELSE CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>) END) AS fields_1
  FROM observation
),
-- one row: a record, with the members of objects 2 deep
members_2 AS (
  SELECT *,
    CASE WHEN CAST(size(filter(fields_1, e -> e.value LIKE '{%')) AS BIGINT) = 0 THEN fields_1
      ELSE flatten(transform(fields_1, e -> CASE WHEN e.value LIKE '{%' THEN transform(coalesce(transform(map_entries(try_variant_get(try_parse_json(e.value), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), s -> struct(concat(e.name, '.', s.name) AS name, s.value AS value)) ELSE array(struct(e.name AS name, e.value AS value)) END)) END AS fields_2
  FROM members_1
),
-- one row: a record, with the members of objects 3 deep
members_3 AS (
  SELECT *,
    CASE WHEN CAST(size(filter(fields_2, e -> e.value LIKE '{%')) AS BIGINT) = 0 THEN fields_2
      ELSE flatten(transform(fields_2, e -> CASE WHEN e.value LIKE '{%' THEN transform(coalesce(transform(map_entries(try_variant_get(try_parse_json(e.value), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), s -> struct(concat(e.name, '.', s.name) AS name, s.value AS value)) ELSE array(struct(e.name AS name, e.value AS value)) END)) END AS fields_3
  FROM members_2
),
-- one row: a record, with the members of objects 4 deep
members_4 AS (
  SELECT *,
    CASE WHEN CAST(size(filter(fields_3, e -> e.value LIKE '{%')) AS BIGINT) = 0 THEN fields_3
      ELSE flatten(transform(fields_3, e -> CASE WHEN e.value LIKE '{%' THEN transform(coalesce(transform(map_entries(try_variant_get(try_parse_json(e.value), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), s -> struct(concat(e.name, '.', s.name) AS name, s.value AS value)) ELSE array(struct(e.name AS name, e.value AS value)) END)) END AS fields_4
  FROM members_3
),
-- one row: a record, with the lists of its input
listed AS (
  SELECT *,
    transform(filter(fields_4, e -> e.value LIKE '[%' AND octet_length(e.name) <= 128), e -> struct(e.name AS name, coalesce(transform(try_variant_get(try_parse_json(e.value), '$', 'array<variant>'), m -> to_json(m)), CAST(array() AS ARRAY<STRING>)) AS value)) AS lists
  FROM members_4
),
-- one row: a record, with the objects in these lists
itemized AS (
  SELECT *,
    flatten(transform(lists, e -> transform(filter(e.value, i -> i LIKE '{%'), i -> struct(e.name AS name, i AS value)))) AS items
  FROM listed
),
-- one row: a record, with the members of these objects
itemized_members AS (
  SELECT *,
    flatten(transform(items, e -> transform(coalesce(transform(map_entries(try_variant_get(try_parse_json(e.value), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), m -> struct(concat(e.name, '.', m.name, '.sum') AS name, m.value AS value)))) AS item_members
  FROM itemized
),
-- one row: a record, with the numbers among these
numbered AS (
  SELECT *,
    filter(transform(filter(item_members, e -> NOT regexp_like(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)[.]sum$')), e -> struct(e.name AS name, CASE WHEN e.value LIKE '"%' THEN CASE WHEN regexp_like(try_variant_get(try_parse_json(e.value), '$', 'string'), '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$') THEN try_cast(try_variant_get(try_parse_json(e.value), '$', 'string') AS DECIMAL(38, 18)) ELSE try_cast(regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '(?i)^\\s*(-?[0-9]+([.][0-9]+)?)\\s*(s|sec|secs|second|seconds)\\s*$', 1) AS DECIMAL(38, 18)) END WHEN regexp_like(e.value, '^[-0-9]') THEN try_cast(e.value AS DECIMAL(38, 18)) END AS value)), e -> e.value IS NOT NULL) AS item_numbers
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
    filter((concat(transform(filter(fields_4, e -> e.value NOT IN ('null', '""') AND NOT e.value LIKE '{%' AND NOT e.value LIKE '[%' AND octet_length(e.name) <= 128), e -> struct(CASE WHEN e.value LIKE '"%' AND NOT (NOT regexp_like(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN octet_length(try_variant_get(try_parse_json(e.value), '$', 'string')) > 32 OR try_variant_get(try_parse_json(e.value), '$', 'string') LIKE '%://%' THEN '' WHEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '') THEN concat(e.name, '.length') ELSE e.name END AS name, CASE WHEN NOT e.value LIKE '"%' THEN e.value WHEN NOT regexp_like(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)$') AND CASE WHEN octet_length(try_variant_get(try_parse_json(e.value), '$', 'string')) > 32 OR try_variant_get(try_parse_json(e.value), '$', 'string') LIKE '%://%' THEN '' WHEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '' THEN concat('"', CASE WHEN octet_length(try_variant_get(try_parse_json(e.value), '$', 'string')) > 32 OR try_variant_get(try_parse_json(e.value), '$', 'string') LIKE '%://%' THEN '' WHEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexp_extract(try_variant_get(try_parse_json(e.value), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END, '"') ELSE CAST(length(try_variant_get(try_parse_json(e.value), '$', 'string')) AS STRING) END AS value)), flatten(transform(lists, e -> array(struct(concat(e.name, '.count') AS name, CAST(CAST(size(e.value) AS BIGINT) AS STRING) AS value), struct(concat(e.name, '.only') AS name, CASE
      WHEN CAST(size(e.value) AS BIGINT) <> 1 OR regexp_like(e.name, '(?i)(prompt|text|lyrics|title|tags|caption|description|secret|key|url|token|email|password|credential|authorization)s?$') THEN ''
      WHEN get(e.value, 0) LIKE '"%' THEN CASE WHEN CASE WHEN octet_length(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string')) > 32 OR try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string') LIKE '%://%' THEN '' WHEN regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END <> '' THEN concat('"', CASE WHEN octet_length(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string')) > 32 OR try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string') LIKE '%://%' THEN '' WHEN regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) <> '' THEN regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([A-Za-z0-9_.:/+%-]+)\\s*$', 1) ELSE concat(regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 1), regexp_extract(try_variant_get(try_parse_json(get(e.value, 0)), '$', 'string'), '^\\s*([0-9.]+)\\s+([A-Za-z_:/+%-]+)\\s*$', 2)) END, '"') ELSE '' END
      WHEN regexp_like(get(e.value, 0), '^[-0-9tf]') THEN get(e.value, 0)
      ELSE '' END AS value)))), transform(array_distinct(transform(item_numbers, e -> e.name)), g -> struct(g AS name, CAST(aggregate(transform(filter(item_numbers, e -> e.name = g), e -> e.value), CAST(0 AS DECIMAL(38, 18)), (a, n) -> CAST(a + n AS DECIMAL(38, 18))) AS STRING) AS value)), array(struct('meta.process_mode' AS name, CASE WHEN process_mode LIKE '"%' THEN CASE WHEN octet_length(try_variant_get(try_parse_json(process_mode), '$', 'string')) <= 32 AND try_variant_get(try_parse_json(process_mode), '$', 'string') NOT LIKE '%://%' AND regexp_like(try_variant_get(try_parse_json(process_mode), '$', 'string'), '^[A-Za-z0-9_.:/+%-]+$') THEN process_mode ELSE '' END WHEN regexp_like(process_mode, '^[-0-9]') THEN process_mode ELSE '' END AS value), struct('meta.model_version' AS name, CASE WHEN model_version LIKE '"%' THEN CASE WHEN octet_length(try_variant_get(try_parse_json(model_version), '$', 'string')) <= 32 AND try_variant_get(try_parse_json(model_version), '$', 'string') NOT LIKE '%://%' AND regexp_like(try_variant_get(try_parse_json(model_version), '$', 'string'), '^[A-Za-z0-9_.:/+%-]+$') THEN model_version ELSE '' END WHEN regexp_like(model_version, '^[-0-9]') THEN model_version ELSE '' END AS value), struct('logs.reference_seconds' AS name, CASE WHEN logs LIKE '%otal duration:%' AND CAST(size(array_distinct(filter(transform(regexp_extract_all(array_join(transform(CASE WHEN logs LIKE '[%' THEN coalesce(transform(try_variant_get(try_parse_json(logs), '$', 'array<variant>'), m -> to_json(m)), CAST(array() AS ARRAY<STRING>)) ELSE array(logs) END, t -> CASE WHEN t LIKE '"%' THEN try_variant_get(try_parse_json(t), '$', 'string') WHEN t LIKE '{%' THEN CASE WHEN coalesce(to_json(try_variant_get(try_parse_json(t), '$.message', 'variant')), '') LIKE '"%' THEN try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(try_parse_json(t), '$.message', 'variant')), '')), '$', 'string') ELSE '' END ELSE '' END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?', 0), u -> CASE
      WHEN regexp_like(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING)))
      ELSE CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING) END), u -> regexp_like(u, '^[0-9]')))) AS BIGINT) = 1 THEN get(array_distinct(filter(transform(regexp_extract_all(array_join(transform(CASE WHEN logs LIKE '[%' THEN coalesce(transform(try_variant_get(try_parse_json(logs), '$', 'array<variant>'), m -> to_json(m)), CAST(array() AS ARRAY<STRING>)) ELSE array(logs) END, t -> CASE WHEN t LIKE '"%' THEN try_variant_get(try_parse_json(t), '$', 'string') WHEN t LIKE '{%' THEN CASE WHEN coalesce(to_json(try_variant_get(try_parse_json(t), '$.message', 'variant')), '') LIKE '"%' THEN try_variant_get(try_parse_json(coalesce(to_json(try_variant_get(try_parse_json(t), '$.message', 'variant')), '')), '$', 'string') ELSE '' END ELSE '' END), ';'), '[Tt]otal duration: *[0-9.]+s(?:[0-9A-Za-z]| *[(][0-9.]*s[)]| *[(])?', 0), u -> CASE
      WHEN regexp_like(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, '^(0|-?[1-9][0-9]{0,17})$') THEN CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END
      WHEN try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END, 1, 32), '"')
      WHEN try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING)))
      ELSE CAST(try_cast(CASE WHEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) <> '' THEN regexp_extract(u, '[(]([0-9]+)(?:[.]0+)?s[)]$', 1) ELSE regexp_extract(u, '[ :]([0-9]+(?:[.][0-9]+)?)s$', 1) END AS DECIMAL(38, 18)) AS STRING) END), u -> regexp_like(u, '^[0-9]'))), 0) ELSE '' END AS value)))), e -> e.value <> '') AS written_fields
  FROM numbered
),
-- one row: a record, with the fields of its request, by name
requested AS (
  SELECT *,
    array_sort(transform(written_fields, e -> struct(e.name AS name, CASE WHEN regexp_like(e.value, '^[-0-9]') THEN CASE
      WHEN regexp_like(e.value, '^(0|-?[1-9][0-9]{0,17})$') THEN e.value
      WHEN try_cast(e.value AS DECIMAL(38, 18)) IS NULL THEN concat('"', substring(e.value, 1, 32), '"')
      WHEN try_cast(e.value AS DECIMAL(38, 18)) = 0 THEN '0'
      WHEN CAST(try_cast(e.value AS DECIMAL(38, 18)) AS STRING) LIKE '%.%' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(try_cast(e.value AS DECIMAL(38, 18)) AS STRING)))
      ELSE CAST(try_cast(e.value AS DECIMAL(38, 18)) AS STRING) END ELSE e.value END AS value))) AS all_fields
  FROM written
),
-- one row: a model and task type that the rate card names
kind AS (
  SELECT * FROM (VALUES
    ('studio', 'poster', 1L))
  AS kind(kind_model, kind_type, kind_rule)
),
-- one row: what prices read, and the moments at which they may change
rule AS (
  SELECT * FROM (VALUES
    (0L, CAST(array() AS ARRAY<STRING>), CAST(array() AS ARRAY<BIGINT>)),
    (1L, array('count', 'count.only', 'outputs', 'outputs.only', 'size', 'size.only'), CAST(array() AS ARRAY<BIGINT>)),
    (2L, array('clips.seconds.sum', 'clips.seconds.sum.only', 'duration', 'duration.only'), array(1772323200000000000L)))
  AS rule(number, read_names, boundaries)
),
-- one row: a record, with the rule of its model and task type
ruled AS (
  SELECT requested.*, coalesce(nullif(kind_rule, 0), CASE WHEN regexp_like(model_key, '^film[-].*$') AND type_key = 'video' THEN 2L ELSE 0L END) AS rule_number
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
      THEN coalesce((array_min(filter(transform(filter(coalesce(transform(map_entries(try_variant_get(try_parse_json(output), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), e -> array_contains(array('image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips', 'image_url', 'image', 'image_base64', 'video', 'video_url', 'model_file', 'audio_url', 'audio', 'text'), e.name)), e -> CASE e.name
      WHEN 'image_urls' THEN 1
      WHEN 'video_urls' THEN 2
      WHEN 'temporary_image_urls' THEN 3
      WHEN 'works' THEN 4
      WHEN 'songs' THEN 5
      WHEN 'images' THEN 6
      WHEN 'videos' THEN 7
      WHEN 'audios' THEN 8
      WHEN 'clips' THEN 9
      ELSE 99 END * 1000000L + CASE WHEN array_contains(array('image_urls', 'video_urls', 'temporary_image_urls', 'works', 'songs', 'images', 'videos', 'audios', 'clips'), e.name) THEN CASE WHEN e.value LIKE '[%' THEN CAST(size(filter(coalesce(transform(try_variant_get(try_parse_json(e.value), '$', 'array<variant>'), m -> to_json(m)), CAST(array() AS ARRAY<STRING>)), x -> (x LIKE '"_%' AND x <> '""' OR x LIKE '{%'))) AS BIGINT) WHEN e.value LIKE '{%' THEN CAST(size(filter(coalesce(transform(map_entries(try_variant_get(try_parse_json(e.value), '$', 'map<string, variant>')), m -> struct(m.key AS name, to_json(m.value) AS value)), CAST(array() AS ARRAY<STRUCT<name: STRING, value: STRING>>)), x -> (x.value LIKE '"_%' AND x.value <> '""' OR x.value LIKE '{%'))) AS BIGINT) ELSE 0 END WHEN (e.value LIKE '"_%' AND e.value <> '""' OR e.value LIKE '{%') THEN 1 ELSE 0 END), n -> (n % 1000000) > 0)) % 1000000), -1L) ELSE -1L END AS outputs,
    concat('{', array_join(transform(filter(all_fields, e -> array_contains(read_names, e.name)), e -> concat(substring(to_json(array(e.name)), 2, length(to_json(array(e.name))) - 2), ':', e.value)), ','), '}') AS read_values,
    concat(lpad(CAST(99999 - CAST(size(all_fields) AS BIGINT) AS STRING), 5, '0'), chr(1), model, chr(1), task_type, chr(1),
      array_join(transform(all_fields, e -> concat(e.name, chr(0), e.value)), chr(1))) AS fullness
  FROM ruled LEFT JOIN rule ON rule_number = number
),
-- one row: a task
merged AS (
  SELECT id AS task_id,
    min(account) AS task_account,
    min(created) AS created_at,
    min_by(struct(model AS model, task_type AS task_type, read_values AS read_values, rule_number AS rule_number), fullness) AS request,
    max(struct(has_ended AS has_ended, ended AS ended, seen AS seen, progress AS progress, status AS status, own AS own, outputs AS outputs, coalesce(error_code, -1000000000000000000L) AS error_code)) AS state,
    max(struct(has_ended AS has_ended, ended AS ended, seen AS seen, consume AS consume, frozen AS frozen, unit AS unit)) FILTER (WHERE has_usage = 1) AS usage,
    max(has_usage) AS is_metered,
    collect_set(struct(consume AS consume, ended AS ended, seen AS seen, frozen AS frozen, unit AS unit)) FILTER (WHERE has_usage = 1 AND has_ended = 1) AS bookings
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
    CASE WHEN CAST(size(bookings) AS BIGINT) > 1
      THEN array_sort(filter(bookings, b -> CAST(size(filter(bookings, c -> c.consume = b.consume AND struct(c.ended AS ended, c.seen AS seen, c.frozen AS frozen, c.unit AS unit) > struct(b.ended AS ended, b.seen AS seen, b.frozen AS frozen, b.unit AS unit))) AS BIGINT) = 0 AND (b.consume = 0 OR b.unit IN ('', 'llm', 'point', 'quota')))) ELSE bookings END AS amounts_booked
  FROM merged
),
-- one row: a task, and whether the least of these amounts is what a refund left
refunded AS (
  SELECT *,
    CASE WHEN CAST(size(amounts_booked) AS BIGINT) > 1 AND without_result = 1
      AND CAST(size(filter(amounts_booked, b -> b.consume > get(amounts_booked, 0).consume AND b.ended <> -1L AND get(amounts_booked, 0).ended <> -1L
      AND (b.ended > get(amounts_booked, 0).ended
        OR b.ended = get(amounts_booked, 0).ended AND get(amounts_booked, 0).seen > get(amounts_booked, 0).ended
          AND b.seen > get(amounts_booked, 0).seen))) AS BIGINT) = 0 THEN 1 ELSE 0 END AS is_refunded
  FROM booked
),
-- one row: a task, and what counts as booked
billed AS (
  SELECT *,
    CASE WHEN CAST(size(amounts_booked) AS BIGINT) > 1 AND is_refunded = 0 THEN 1 ELSE 0 END AS disagrees,
    CASE WHEN NOT (is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0)) THEN NULL WHEN usage.has_ended = 1 AND is_refunded = 1 THEN get(amounts_booked, 0).consume ELSE usage.consume END AS consume,
    CASE WHEN is_metered = 1 AND has_ended = 0 AND usage.frozen > 0 AND usage.unit IN ('', 'llm', 'point', 'quota') THEN usage.frozen ELSE 0 END AS frozen,
    CASE WHEN is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0) AND usage.has_ended = 1 AND is_refunded = 1 THEN get(amounts_booked, 0).unit WHEN is_metered = 1 AND (usage.has_ended = 1 OR usage.consume > 0 AND without_result = 0) OR is_metered = 1 AND has_ended = 0 AND usage.frozen > 0 AND usage.unit IN ('', 'llm', 'point', 'quota') THEN usage.unit END AS usage_type
  FROM refunded
),
-- one row: a task, with its accounting day, and whether its verdict depends on its time
dated AS (
  SELECT *,
    concat('[', array_join(transform(read_names, e -> substring(to_json(array(e)), 2, length(to_json(array(e))) - 2)), ','), ']') AS read_fields,
    CASE WHEN status = 'completed' AND array_contains(read_names, 'outputs') AND result_count >= 0 THEN result_count END AS outputs,
    CASE WHEN without_result = 1 AND last_error <> -1000000000000000000L THEN last_error END AS error_code,
    CASE WHEN created_at IS NOT NULL THEN CAST(date_from_unix_date(CAST((created_at div 86400000000000) AS INT)) AS STRING) END AS day,
    CASE WHEN created_at IS NOT NULL THEN (created_at div 86400000000000) END AS utc_day,
    CASE WHEN created_at IS NOT NULL THEN CAST(size(filter(boundaries, b -> b <= created_at)) AS BIGINT) END AS span,
    CASE WHEN disagrees = 0 AND own = 0 AND NOT (coalesce(consume, 0) > 0 AND NOT usage_type IN ('', 'llm', 'point', 'quota')) AND (
        without_result = 0 AND has_ended = 0 AND consume IS NULL
        OR without_result = 1 AND coalesce(consume, 0) > 0)
      OR without_result = 1 AND (regexp_like(lower(model), '^film[-].*$') AND 1 = 1 AND last_error = 7) THEN 1 ELSE 0 END AS is_timed
  FROM billed LEFT JOIN rule ON rule_number = number
),
-- one row: a task, with its account, and with its times if it is grouped by them
timed_task AS (
  SELECT *,
    account AS line_account,
    CASE WHEN is_timed = 1 THEN created_at END AS timed_creation,
    CASE WHEN is_timed = 1 AND ended <> -1L THEN ended END AS timed_end
  FROM dated
),
-- one row: tasks that agree
counted AS (
  SELECT line_account, model, task_type, read_values, read_fields, status, own, disagrees, consume, frozen, usage_type, outputs, error_code, day, utc_day, span, timed_creation, timed_end,
    min(created_at) AS created_from, max(created_at) AS created_to,
    count(*) AS tasks,
    count_if(has_ended = 1 AND ended >= created_at) AS waits,
    coalesce(sum(CASE WHEN has_ended = 1 AND ended >= created_at THEN ((ended - created_at) div 1000000000) END), 0) AS wait_seconds
  FROM timed_task
  GROUP BY line_account, model, task_type, read_values, read_fields, status, own, disagrees, consume, frozen, usage_type, outputs, error_code, day, utc_day, span, timed_creation, timed_end
)
SELECT concat(
  '{"piledger_lines":1,"batch":"may","shard":"1/1","run":"', date_format(convert_timezone(current_timezone(), 'UTC', CAST(now() AS TIMESTAMP_NTZ)), "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"), '",',
  '"account":', CASE WHEN line_account IS NULL THEN 'null' ELSE substring(to_json(array(line_account)), 2, length(to_json(array(line_account))) - 2) END,
  ',"time_zone":"UTC","day":', CASE WHEN day IS NULL THEN 'null' ELSE concat('"', day, '"') END,
  ',"created_from":', CASE WHEN created_from IS NULL THEN 'null' ELSE concat('"', CAST(date_from_unix_date(CAST((created_from div 86400000000000) AS INT)) AS STRING), 'T', lpad(CAST((((created_from div 1000000000) % 86400) div 3600) AS STRING), 2, '0'), ':', lpad(CAST(((((created_from div 1000000000) % 86400) div 60) % 60) AS STRING), 2, '0'), ':', lpad(CAST((((created_from div 1000000000) % 86400) % 60) AS STRING), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((created_from % 1000000000) AS STRING), 9, '0')))), 'Z"') END,
  ',"created_to":', CASE WHEN created_to IS NULL THEN 'null' ELSE concat('"', CAST(date_from_unix_date(CAST((created_to div 86400000000000) AS INT)) AS STRING), 'T', lpad(CAST((((created_to div 1000000000) % 86400) div 3600) AS STRING), 2, '0'), ':', lpad(CAST(((((created_to div 1000000000) % 86400) div 60) % 60) AS STRING), 2, '0'), ':', lpad(CAST((((created_to div 1000000000) % 86400) % 60) AS STRING), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((created_to % 1000000000) AS STRING), 9, '0')))), 'Z"') END,
  ',"ended_at":', CASE WHEN timed_end IS NULL THEN 'null' ELSE concat('"', CAST(date_from_unix_date(CAST((timed_end div 86400000000000) AS INT)) AS STRING), 'T', lpad(CAST((((timed_end div 1000000000) % 86400) div 3600) AS STRING), 2, '0'), ':', lpad(CAST(((((timed_end div 1000000000) % 86400) div 60) % 60) AS STRING), 2, '0'), ':', lpad(CAST((((timed_end div 1000000000) % 86400) % 60) AS STRING), 2, '0'),
      trim(TRAILING '.' FROM concat('.', trim(TRAILING '0' FROM lpad(CAST((timed_end % 1000000000) AS STRING), 9, '0')))), 'Z"') END,
  ',"model":', substring(to_json(array(model)), 2, length(to_json(array(model))) - 2),
  ',"task_type":', substring(to_json(array(task_type)), 2, length(to_json(array(task_type))) - 2),
  ',"fields":', read_values,
  ',"read_fields":', read_fields,
  ',"outputs":', coalesce(CAST(outputs AS STRING), 'null'),
  ',"status":', substring(to_json(array(status)), 2, length(to_json(array(status))) - 2),
  ',"own_account":', CASE WHEN own = 1 THEN 'true' ELSE 'false' END,
  ',"usage_type":', CASE WHEN usage_type IS NULL THEN 'null' ELSE substring(to_json(array(usage_type)), 2, length(to_json(array(usage_type))) - 2) END,
  ',"consume":', coalesce(CAST(consume AS STRING), 'null'),
  ',"frozen":', coalesce(CAST(frozen AS STRING), 'null'),
  ',"disagrees":', CASE WHEN disagrees = 1 THEN 'true' ELSE 'false' END,
  ',"error_code":', coalesce(CAST(error_code AS STRING), 'null'),
  ',"tasks":', coalesce(CAST(tasks AS STRING), 'null'),
  ',"waits":', coalesce(CAST(waits AS STRING), 'null'),
  ',"wait_seconds":', coalesce(CAST(wait_seconds AS STRING), 'null'), '}') AS line
FROM counted;
