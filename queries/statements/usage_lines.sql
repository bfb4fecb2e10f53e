-- name: usagePartitionFind
-- one row: the partition of a batch, account and day
SELECT id, ran_at
FROM usage_partition
WHERE day = :day AND batch = :batch AND shard = :shard AND shards = :shards
  AND account_id IS :account_id;

-- name: usagePartitionInsert
-- one row: the number of a new partition
INSERT INTO usage_partition (batch, shard, shards, account_id, day, ran_at)
VALUES (:batch, :shard, :shards, :account_id, :day, :ran_at)
RETURNING id;

-- name: usagePartitionRan
-- notes that a later run has replaced the lines of a partition
UPDATE usage_partition SET ran_at = :ran_at WHERE id = :id;

-- name: usagePartitionDelete
-- removes a partition without lines
DELETE FROM usage_partition WHERE id = :id;

-- name: usagePartitionsOfOtherRuns
-- one row: a partition with the same tasks from another run of a batch, which divided the day into
-- another number of parts, or knew the account of tasks that this one does not, or the reverse
SELECT id, ran_at
FROM usage_partition
WHERE day = :day AND batch = :batch
  AND (shards <> :shards AND account_id IS :account_id
    OR shards = :shards AND shard = :shard AND ran_at <> :ran_at
      AND (account_id IS NULL) <> (:account_id IS NULL));

-- name: usagePartitionOfOtherBatch
-- one row: a line of another batch with tasks of an account and a day; an account that is not named may
-- be any
SELECT part.batch, source.name AS source, line.line
FROM usage_partition AS part
JOIN usage_line AS line ON line.partition_id = part.id
JOIN source ON source.id = line.source_id
WHERE part.day = :day AND part.batch <> :batch
  AND (part.account_id IS NULL OR :account_id IS NULL OR part.account_id = :account_id)
ORDER BY part.batch, line.id
LIMIT 1;

-- name: usageDays
-- one row: an account and a day whose tasks are in the ledger as lines, with the place of one of them
SELECT part.day, part.account_id, part.batch, source.name AS source, min(line.line) AS line
FROM usage_partition AS part
JOIN usage_line AS line ON line.partition_id = part.id
JOIN source ON source.id = line.source_id
GROUP BY part.day, part.account_id
ORDER BY part.day, part.account_id;

-- name: taskOfAccountAndDay
-- one row: an answered task of an account and a day; an account that is not named may be any
SELECT source.name AS source, task.line
FROM task
JOIN state ON state.id = task.state_id
JOIN source ON source.id = task.source_id
LEFT JOIN history_end AS ending ON task.has_details = 1
  AND ending.id_high = task.id_high AND ending.id_low = task.id_low
WHERE task.day = :day
  AND (state.account_id IS NULL OR :account_id IS NULL OR state.account_id = :account_id)
  AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL)
LIMIT 1;

-- name: usageLineFind
-- one row: the number of a line that agrees in everything but its counts
SELECT id, tasks, waits, wait_seconds
FROM usage_line
WHERE partition_id = :partition_id AND request_id = :request_id AND state_id = :state_id
  AND read_fields = :read_fields AND is_in_conflict = :is_in_conflict
  AND created_from IS :created_from AND created_to IS :created_to AND ended_at IS :ended_at;

-- name: usageLineInsert
-- adds a line
INSERT INTO usage_line (partition_id, request_id, read_fields, state_id, outcome_id, is_in_conflict,
  created_from, created_to, ended_at, tasks, waits, wait_seconds, watch, source_id, line)
VALUES (:partition_id, :request_id, :read_fields, :state_id, :outcome_id, :is_in_conflict,
  :created_from, :created_to, :ended_at, :tasks, :waits, :wait_seconds, :watch, :source_id, :line);

-- name: usageLineDelete
-- removes a line
DELETE FROM usage_line WHERE id = :id;

-- name: usageLineOutcome
-- gives a line the outcome that another card, a penalty or time has brought
UPDATE usage_line SET outcome_id = :outcome_id, watch = :watch WHERE id = :id;

-- name: usageLinesOfPartition
-- one row: a line of a partition
SELECT * FROM usage_fact WHERE partition_id = :partition_id ORDER BY id;

-- name: usageLinesOfOutcomes
-- one row: a line that has one of some outcomes, given as a JSON array; of one day, or of all
SELECT *
FROM usage_fact
WHERE outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
  AND day = coalesce(:day, day)
ORDER BY id;

-- name: usageLinesAll
-- one row: a line with its partition
SELECT * FROM usage_fact ORDER BY id;

-- name: usageLinesUnchecked
-- one row: a line of an unchecked day with its partition
SELECT * FROM usage_fact WHERE day IN (SELECT day FROM unchecked_day) ORDER BY id;

-- name: usageLinesWatched
-- one row: a line whose verdict time will change, or has changed
SELECT line.id, part.day, line.outcome_id, line.created_from, line.ended_at, line.tasks, line.waits,
  line.wait_seconds
FROM usage_line AS line INDEXED BY usage_line_watch
JOIN usage_partition AS part ON part.id = line.partition_id
WHERE line.watch > 0
ORDER BY part.day, line.id;

-- name: failedUsageLines
-- one row: a line of failed or canceled tasks that were created in a span of time and have one of some
-- outcomes, given as a JSON array
SELECT *
FROM usage_fact
WHERE created_from >= :from AND created_from < :until
  AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY created_from, id;

-- name: usageTasksOfOutcome
-- one row: the tasks that the lines of a day have of an outcome
SELECT coalesce(sum(line.tasks), 0) AS tasks
FROM usage_line AS line
JOIN usage_partition AS part ON part.id = line.partition_id
WHERE part.day = :day AND line.outcome_id = :outcome_id;

-- name: usageLinesOfPeriod
-- one row: the tasks of a line, by its day; those of no day only where none is the first
SELECT id, day, outcome_id, created_from, tasks
FROM usage_fact
WHERE day >= coalesce(:since, -1) AND day <= coalesce(:until, 9223372036854775807)
ORDER BY day, id;

-- name: usageSightings
-- one row: when the first and the last task of a line of a day was created that has one of some
-- outcomes, given as a JSON array
SELECT outcome_id, created_from, created_to, tasks
FROM usage_fact
WHERE day = :day AND outcome_id IN (SELECT value FROM json_each(coalesce(:outcomes, '[]')))
ORDER BY created_from, id;

-- name: usageOverlaps
-- one row: a day of an account that is counted twice: by tasks and by lines, or by the lines of two
-- batches; an account that is not named may be any
SELECT part.day, part.batch, NULL AS other_batch
FROM usage_partition AS part
WHERE EXISTS (
  SELECT 1
  FROM task
  JOIN state ON state.id = task.state_id
  LEFT JOIN history_end AS ending ON task.has_details = 1
    AND ending.id_high = task.id_high AND ending.id_low = task.id_low
  WHERE task.day = part.day
    AND (state.account_id IS NULL OR part.account_id IS NULL OR state.account_id = part.account_id)
    AND (ending.id_high IS NULL OR ending.answered_state_id IS NOT NULL))
UNION
SELECT part.day, part.batch, other.batch
FROM usage_partition AS part
JOIN usage_partition AS other ON other.day = part.day AND other.batch > part.batch
WHERE part.account_id IS NULL OR other.account_id IS NULL OR part.account_id = other.account_id
ORDER BY 1, 2, 3;

-- name: usageBatches
-- one row: the parts of a batch, account and day
WITH
-- one row: a shard of a batch, with its first and its last day
reach AS MATERIALIZED (
  SELECT batch, shards, shard, min(nullif(day, -1)) AS first_day, max(nullif(day, -1)) AS last_day
  FROM usage_partition
  GROUP BY batch, shards, shard)
SELECT part.batch, part.account_id, account.name AS account, part.day, part.shards,
  (SELECT count(*)
    FROM reach
    WHERE reach.batch = part.batch AND reach.shards = part.shards
      AND (part.day = -1 OR part.day BETWEEN reach.first_day AND reach.last_day)) AS reaching,
  count(DISTINCT part.shard) AS found,
  sum(lines.tasks) AS tasks, sum(lines.lines) AS lines
FROM usage_partition AS part
JOIN (
  SELECT partition_id, sum(tasks) AS tasks, count(*) AS lines FROM usage_line GROUP BY partition_id)
  AS lines ON lines.partition_id = part.id
LEFT JOIN account ON account.id = part.account_id
GROUP BY part.batch, part.account_id, part.day, part.shards
ORDER BY part.batch, account.name, part.day, part.shards;
