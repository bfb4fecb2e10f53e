-- one row: the number of a frozen rate, which is added where it is new; its evidence is the latest
INSERT INTO rate (name, pricing, formula) VALUES (:name, :pricing, :formula)
ON CONFLICT (pricing) DO UPDATE SET formula = excluded.formula
RETURNING id;
