-- one row: a block of the filter of task ids
SELECT level, block, bits FROM id_filter ORDER BY level, block;
