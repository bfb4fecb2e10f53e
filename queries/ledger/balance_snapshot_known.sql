-- one row where the same figures of the same time are in the ledger already
SELECT id
FROM balance_snapshot
WHERE account = :account AND plan = :plan AND balance_usd = :balance_usd AND detail = :detail
  AND told_at = :told_at;
