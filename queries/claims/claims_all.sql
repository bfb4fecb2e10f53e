-- one row: a claim with the account whose tasks it is about
SELECT claim.id, claim.period, claim_account.account, claim.made_at, claim.card_name,
  claim.card_fingerprint, claim.grace_tasks, claim.unsettled_tasks, claim.waived_tasks,
  claim.claimed_tasks
FROM claim
LEFT JOIN claim_account ON claim_account.claim_id = claim.id
ORDER BY claim.id;
