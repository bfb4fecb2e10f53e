-- notes whose tasks a claim is about
INSERT INTO claim_account (claim_id, account) VALUES (:claim_id, :account);
