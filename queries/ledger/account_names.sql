-- one row: an account
SELECT id, name FROM account;
