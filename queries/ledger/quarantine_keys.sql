-- one row: records that are in the quarantine, or were dismissed
SELECT key, records, dismissed FROM quarantine
UNION ALL
SELECT key, records, records FROM dismissal;
