-- one row: the last day through which the account history was fetched without a gap
SELECT max(day) AS day FROM covered_day WHERE side = 'history';
