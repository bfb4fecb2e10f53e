-- name: nightPut
-- writes what a night knew, in the place of an earlier run of the same day
INSERT OR REPLACE INTO night (day, checked_points, billed_points, balance_points, ran_at)
VALUES (:day, :checked_points, :billed_points, :balance_points, :ran_at);

-- name: nightBefore
-- one row: the latest night before a day
SELECT day, checked_points, billed_points, balance_points
FROM night
WHERE day < :day
ORDER BY day DESC
LIMIT 1;

-- name: nightRanAt
-- one row: when the night of a day ran
SELECT ran_at FROM night WHERE day = :day;

-- name: nightFindingInsert
-- keeps a finding that is open at a night
INSERT INTO night_finding (night, kind, sku, detail, day, tasks, points, level)
VALUES (:night, :kind, :sku, :detail, :day, :tasks, :points, :level);

-- name: nightFindings
-- one row: a finding that was open at a night
SELECT kind, sku, detail, day, tasks, points, level
FROM night_finding
WHERE night = :night
ORDER BY kind, sku, detail, day;

-- name: nightFindingsDelete
-- deletes the findings of an earlier run of the same day
DELETE FROM night_finding WHERE night = :night;

-- name: nightSkippedFileInsert
-- keeps what was in the inbox of a night and was not read
INSERT INTO night_skipped_file (night, path, reason, size_bytes)
VALUES (:night, :path, :reason, :size_bytes);

-- name: nightSkippedFiles
-- one row: what was in the inbox of a night and was not read
SELECT path, reason, size_bytes
FROM night_skipped_file
WHERE night = :night
ORDER BY path;

-- name: nightSkippedFilesDelete
-- deletes the skipped files of an earlier run of the same day
DELETE FROM night_skipped_file WHERE night = :night;

-- name: coveredDayPut
-- notes that a run has covered a side of the ledger through a day
INSERT INTO covered_day (side, day, run, ran_at) VALUES (:side, :day, :run, :ran_at)
ON CONFLICT DO NOTHING;

-- name: coveredHistory
-- one row: the last day through which the account history was fetched without a gap
SELECT max(day) AS day FROM covered_day WHERE side = 'history';

-- name: knownDays
-- one row: the first day with tasks of some accounts, given as a JSON array, or of all; the last one up to
-- a day on which answers name some, and how far runs have covered
SELECT
  (SELECT rollup.day
   FROM rollup
   JOIN outcome ON outcome.id = rollup.outcome_id
   WHERE rollup.day >= 0 AND rollup.tasks > 0
     AND (:accounts IS NULL
       OR coalesce(outcome.account_id, -1) IN (SELECT value FROM json_each(:accounts)))
   ORDER BY rollup.day LIMIT 1) AS first_day,
  (SELECT rollup.day
   FROM rollup
   JOIN outcome ON outcome.id = rollup.outcome_id
   LEFT JOIN pricing_input AS input ON input.id = outcome.pricing_input_id
   WHERE rollup.day BETWEEN 0 AND :last_day AND rollup.tasks > 0
     AND coalesce(input.output_count, -1) <> -3
     AND (:accounts IS NULL
       OR coalesce(outcome.account_id, -1) IN (SELECT value FROM json_each(:accounts)))
   ORDER BY rollup.day DESC LIMIT 1) AS last_day,
  (SELECT max(day) FROM covered_day WHERE side = 'tasks') AS covered_day;

-- name: daysWithTasks
-- one row: a day of some days that has tasks of some accounts, given as a JSON array, or of all
SELECT rollup.day
FROM rollup
JOIN outcome ON outcome.id = rollup.outcome_id
WHERE rollup.day BETWEEN :first AND :last
  AND (:accounts IS NULL
    OR coalesce(outcome.account_id, -1) IN (SELECT value FROM json_each(:accounts)))
GROUP BY rollup.day
HAVING sum(rollup.tasks) > 0
ORDER BY rollup.day;

-- name: isInsideAFile
-- one row: whether a file, or a batch of usage lines, has tasks of two days, of some accounts, given as
-- a JSON array, or of all; what came through standard input has no name
WITH sought AS (
  SELECT part.day AS day, 'batch ' || part.batch AS name
  FROM usage_partition AS part
  WHERE part.day IN (:before, :after)
    AND (:accounts IS NULL
      OR coalesce(part.account_id, -1) IN (SELECT value FROM json_each(:accounts)))
  UNION
  SELECT task.day,
    CASE source.name WHEN 'stdin' THEN CAST(source.id AS TEXT) ELSE 'file ' || source.name END
  FROM task
  JOIN source ON source.id = task.source_id
  JOIN outcome ON outcome.id = task.outcome_id
  WHERE task.day IN (:before, :after)
    AND (:accounts IS NULL
      OR coalesce(outcome.account_id, -1) IN (SELECT value FROM json_each(:accounts))))
SELECT EXISTS (
  SELECT name FROM sought WHERE day = :before
  INTERSECT
  SELECT name FROM sought WHERE day = :after) AS is_inside;

-- name: feedDays
-- one row: a day with tasks of some accounts, given as a JSON array, or of all, that answers name, of the
-- weeks up to the last one, and what it was billed
WITH fed AS (
  SELECT rollup.day AS day, rollup.tasks AS tasks, outcome.billed_points AS billed_points
  FROM rollup
  JOIN outcome ON outcome.id = rollup.outcome_id
  LEFT JOIN pricing_input AS input ON input.id = outcome.pricing_input_id
  WHERE rollup.day BETWEEN 0 AND :until AND coalesce(input.output_count, -1) <> -3
    AND (:accounts IS NULL
      OR coalesce(outcome.account_id, -1) IN (SELECT value FROM json_each(:accounts)))),
latest AS (SELECT max(day) AS day FROM fed WHERE tasks > 0)
SELECT day,
  sum(CASE WHEN billed_points >= 0 THEN tasks * billed_points ELSE 0 END) AS points
FROM fed
WHERE day > (SELECT day FROM latest) - :days
GROUP BY day
HAVING sum(tasks) > 0
ORDER BY day;

-- name: lastTaskAt
-- one row: the latest creation, in nanoseconds since 1970, on the last day up to one that has a task
SELECT max(at)
FROM (
  SELECT max(day * 86400000000000 + created_nanoseconds) AS at
  FROM task
  WHERE day = (SELECT max(day) FROM task WHERE day BETWEEN 0 AND :last_day)
  UNION ALL
  SELECT max(line.created_to)
  FROM usage_partition AS part
  JOIN usage_line AS line ON line.partition_id = part.id
  WHERE part.day = (SELECT max(day) FROM usage_partition WHERE day BETWEEN 0 AND :last_day));

-- name: ledgerSize
-- one row: the size of the ledger in bytes, as it is once its log is part of it
SELECT page_count * page_size FROM pragma_page_count, pragma_page_size;

-- name: acknowledgementPut
-- keeps an acknowledgement, in the place of an earlier one of the same finding
INSERT OR REPLACE INTO acknowledgement (kind, sku, detail, day, tasks, points, level, reason,
  until_day, given_at)
VALUES (:kind, :sku, :detail, :day, :tasks, :points, :level, :reason, :until_day, :given_at);

-- name: acknowledgementsAll
-- one row: an acknowledgement given up to a moment
SELECT kind, sku, detail, day, tasks, points, level, reason, until_day, given_at
FROM acknowledgement
WHERE given_at <= :as_of
ORDER BY given_at, kind, sku, detail, day;

-- name: acknowledgementDelete
-- deletes an acknowledgement
DELETE FROM acknowledgement
WHERE kind = :kind AND sku = :sku AND detail = :detail AND day = :day;
