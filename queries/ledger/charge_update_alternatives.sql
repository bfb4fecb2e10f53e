-- gives a charge the other prices of the latest card
UPDATE charge SET alternatives = :alternatives WHERE id = :id;
