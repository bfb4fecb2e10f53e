-- one row: what became of a claim, in order
SELECT claim_id, state, happened_at, note FROM claim_event ORDER BY claim_id, id;
