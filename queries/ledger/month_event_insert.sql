-- keeps that a month was closed or reopened, and why
INSERT INTO month_event (month, action, happened_at, reason)
VALUES (:month, :action, :happened_at, :reason);
