-- marks the accounting days with tasks from one to another
INSERT OR IGNORE INTO stale_day (day)
SELECT day FROM rollup WHERE day BETWEEN :first AND :last
UNION
SELECT day FROM adjustment WHERE day BETWEEN :first AND :last;
