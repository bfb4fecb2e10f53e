-- name: usageFactView
-- usage_fact: one row is a usage line with its partition
CREATE VIEW usage_fact AS
SELECT line.id AS id, line.partition_id AS partition_id, part.batch AS batch, part.shard AS shard,
  part.shards AS shards, part.account_id AS account_id, part.day AS day, part.ran_at AS ran_at,
  line.request_id AS request_id, line.read_fields AS read_fields, line.state_id AS state_id,
  line.outcome_id AS outcome_id, line.is_in_conflict AS is_in_conflict,
  line.created_from AS created_from, line.created_to AS created_to, line.ended_at AS ended_at,
  line.tasks AS tasks, line.waits AS waits, line.wait_seconds AS wait_seconds, line.watch AS watch,
  line.source_id AS source_id, line.line AS line
FROM usage_line AS line
JOIN usage_partition AS part ON part.id = line.partition_id;
