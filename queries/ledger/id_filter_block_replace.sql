-- stores a block of the filter of task ids
INSERT OR REPLACE INTO id_filter (level, block, bits) VALUES (:level, :block, :bits);
