-- one row: tags that go together
SELECT id, tags FROM tag_set ORDER BY id;
