-- one row: records that are dismissed, wherever they were met
UPDATE quarantine SET dismissed = records WHERE key = :key RETURNING id;
