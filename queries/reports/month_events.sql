-- one row: a month was closed or reopened
SELECT month, action, happened_at, reason FROM month_event ORDER BY id;
