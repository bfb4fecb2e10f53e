-- notes what became of a claim
INSERT INTO claim_event (claim_id, state, happened_at, note)
VALUES (:claim_id, :state, :happened_at, :note);
