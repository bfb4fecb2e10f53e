-- closes a month
INSERT INTO closed_month (month, closed_at, card_name, card_fingerprint)
VALUES (:month, :closed_at, :card_name, :card_fingerprint);
