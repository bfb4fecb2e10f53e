-- one row: a closed month
SELECT month, closed_at, card_name, card_fingerprint FROM closed_month ORDER BY month;
