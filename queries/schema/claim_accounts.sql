-- one row: the account whose tasks a claim is about, as the letter names it
CREATE TABLE claim_account (
  claim_id INTEGER PRIMARY KEY REFERENCES claim,
  account TEXT NOT NULL
) STRICT;
