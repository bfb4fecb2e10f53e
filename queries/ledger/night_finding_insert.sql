-- keeps a finding that stands at a night
INSERT INTO night_finding (night, kind, sku, detail, day, tasks, points)
VALUES (:night, :kind, :sku, :detail, :day, :tasks, :points);
