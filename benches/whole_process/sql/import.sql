-- What the sqlite3 shell does beside `outlay import`: the statement's rows into a table with a date index and with a
-- unique index that tells known rows from new ones. Equal rows of one statement are told apart by their occurrence.
-- {statement} is the file, {order} the order in which the rows are inserted. The journal mode is the shell's default.
PRAGMA synchronous = FULL;
CREATE TABLE IF NOT EXISTS expense (
  number      INTEGER PRIMARY KEY,
  date        TEXT NOT NULL,
  description TEXT NOT NULL,
  amount      TEXT NOT NULL,
  category    TEXT NOT NULL,
  occurrence  INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS expense_dedupe ON expense (date, amount, description, occurrence);
CREATE INDEX IF NOT EXISTS expense_date ON expense (date);
CREATE TEMP TABLE staging (date TEXT, description TEXT, amount TEXT, category TEXT);
.import --csv --skip 1 {statement} staging
INSERT OR IGNORE INTO expense (date, description, amount, category, occurrence)
  SELECT date, description, amount, category,
         row_number() OVER (PARTITION BY date, amount, description ORDER BY rowid)
  FROM staging ORDER BY {order};
SELECT changes();
