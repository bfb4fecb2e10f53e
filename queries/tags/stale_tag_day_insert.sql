-- marks a day whose tags are to be counted
INSERT OR IGNORE INTO stale_tag_day (day) VALUES (:day);
