-- one row: the number of tags that go together, which are added where they are new
INSERT INTO tag_set (tags) VALUES (:tags)
ON CONFLICT (tags) DO UPDATE SET tags = excluded.tags
RETURNING id;
