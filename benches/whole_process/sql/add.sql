-- What the sqlite3 shell does beside `outlay add`: the expense and its operation, in one durable transaction, into a
-- copy of the same database. {id} and {key} are 16 random bytes, the first beginning with the time as outlay's do.
PRAGMA synchronous = FULL;
BEGIN IMMEDIATE;
INSERT INTO expenses (id, ledger, date, direction, amount_minor, currency, category, description, created_at, last_op)
  VALUES (x'{id}', 1, CAST(strftime('%Y%m%d', 'now') AS INTEGER), 0, 1250, 'EUR', 1, 'lunch', {now},
          (SELECT coalesce(max(number), 0) + 1 FROM operations));
INSERT INTO operations (id, group_number, ledger, kind, entity, action)
  VALUES (x'{key}', 1, 1, 1, last_insert_rowid(), 1);
COMMIT;
