-- one row: whether tags were given to tasks, and whether any task is counted as tagged
SELECT EXISTS (SELECT 1 FROM given_tag) AS are_given,
  EXISTS (SELECT 1 FROM told_source) AS has_sources,
  EXISTS (SELECT 1 FROM tag_rollup) OR EXISTS (SELECT 1 FROM tag_adjustment) AS are_counted;
