-- one row: a setting; rates of earlier versions do not say for which days their prices are known, and
-- are frozen again when the ledger is priced next
UPDATE setting SET value = '' WHERE name = 'card_fingerprint';
