-- What the sqlite3 shell does beside `outlay report --by month,category`: the sums from the rows themselves. Left to
-- itself SQLite goes through the date index, which takes longer than reading the table.
SELECT e.date / 100, c.name, e.currency, count(*),
       sum(iif(e.direction = 0, e.amount_minor, 0)), sum(iif(e.direction = 1, e.amount_minor, 0))
FROM expenses e NOT INDEXED LEFT JOIN categories c ON c.number = e.category
WHERE e.deleted_at IS NULL AND e.direction < 2
GROUP BY e.date / 100, e.category, e.currency;
