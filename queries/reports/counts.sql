-- one row: how much the ledger holds
SELECT
  (SELECT coalesce(sum(tasks), 0) FROM rollup)
    + (SELECT coalesce(sum(tasks), 0) FROM adjustment) AS tasks,
  (SELECT count(*) FROM history_entry) AS history_entries,
  (SELECT count(*) FROM balance_snapshot) AS balance_snapshots,
  (SELECT coalesce(sum(records - dismissed), 0) FROM quarantine) AS quarantined,
  (SELECT count(*) FROM source) AS sources;
