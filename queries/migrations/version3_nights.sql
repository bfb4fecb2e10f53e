-- a night is of the day that ended before it, and remembers when it ran; version 3 named it by its run
ALTER TABLE night ADD COLUMN ran_at INTEGER;   -- NULL: not kept then
-- Twice, since neighboring days may not meet on the way.
UPDATE night SET day = -day;
UPDATE night SET day = -day - 1;
UPDATE night_finding SET night = -night;
UPDATE night_finding SET night = -night - 1;
