-- one row: whether the ledger holds history entries, and whether balance snapshots
SELECT EXISTS (SELECT 1 FROM history_entry) AS has_history,
  EXISTS (SELECT 1 FROM balance_snapshot) AS has_snapshots;
