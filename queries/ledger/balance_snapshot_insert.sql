-- keeps an account's balance; the same figures again are the same snapshot
INSERT INTO balance_snapshot (account, plan, balance_usd, detail, observed_at, source_id, line)
VALUES (:account, :plan, :balance_usd, :detail, :observed_at, :source_id, :line)
ON CONFLICT (account, plan, balance_usd, detail) DO NOTHING;
