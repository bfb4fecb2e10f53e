-- one row: none; sets the records aside that an earlier version kept with their text
ALTER TABLE quarantine RENAME TO earlier_quarantine;
