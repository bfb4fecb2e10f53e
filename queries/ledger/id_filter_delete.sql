-- forgets the stored filter of task ids, since another one takes its place
DELETE FROM id_filter;
