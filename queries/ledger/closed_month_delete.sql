-- opens a month again
DELETE FROM closed_month WHERE month = :month;
