-- Names and usage types get their one spelling, and what was booked in another unit than points is
-- judged anew by the next run that prices.
INSERT INTO verdict (id, name, is_covered, is_finding) VALUES (16, 'other_unit', 0, 1);

INSERT OR REPLACE INTO setting (name, value)
SELECT 'unpriced_since_version', '3'
WHERE EXISTS (SELECT 1 FROM usage_type
    WHERE lower(trim(name)) NOT IN ('', 'llm', 'point', 'quota'))
  OR EXISTS (SELECT 1 FROM request
    WHERE model <> lower(trim(model)) AND model NOT LIKE 'Qubico/%' AND model <> 'Wan'
      OR task_type <> lower(trim(task_type)));

-- a card of no name: the next run prices everything, and so looks at what is unpriced
UPDATE setting SET value = 'version 3'
WHERE name = 'card_fingerprint'
  AND EXISTS (SELECT 1 FROM setting WHERE name = 'unpriced_since_version');

-- a spelling of which the ledger has the other one too stays beside it
UPDATE OR IGNORE request SET
  task_type = lower(trim(task_type)),
  model = CASE
    WHEN lower(trim(model)) LIKE 'qubico/%' THEN 'Qubico/' || substr(lower(trim(model)), 8)
    WHEN lower(trim(model)) = 'wan' THEN 'Wan'
    ELSE lower(trim(model)) END;

-- linked anew, which tells what of them is points
UPDATE history_entry SET usage_type = lower(trim(usage_type)), comparison = -1
WHERE lower(trim(usage_type)) NOT IN ('', 'llm', 'point', 'quota');
