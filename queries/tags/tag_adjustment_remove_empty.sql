-- removes the adjustments of tagged tasks that change nothing
DELETE FROM tag_adjustment WHERE found_day = :found_day AND tasks = 0;
