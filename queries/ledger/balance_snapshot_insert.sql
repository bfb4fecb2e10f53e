-- keeps an account's balance; the same figures of the same time again are the same snapshot
INSERT INTO balance_snapshot (
  account, plan, balance_usd, detail, told_at, observed_at, source_id, line)
VALUES (
  :account, :plan, :balance_usd, :detail, :told_at, :observed_at, :source_id, :line)
ON CONFLICT (account, plan, balance_usd, detail, told_at) DO NOTHING;
