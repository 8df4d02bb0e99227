-- What the sqlite3 shell does beside `outlay list --search` without a text index. {access} is `INDEXED BY
-- expenses_date`, the quicker way to a common word, or `NOT INDEXED`, the quicker way to a rare one: left to itself
-- SQLite takes the index for both, and needs many times as long for the rare one.
SELECT e.number, e.date, e.direction, e.amount_minor, e.currency, c.name, e.description, e.payee, m.name, e.tags, e.note
FROM expenses e {access} LEFT JOIN categories c ON c.number = e.category LEFT JOIN names m ON m.number = e.method
WHERE e.ledger = 1 AND e.deleted_at IS NULL AND e.description LIKE '%{word}%'
ORDER BY e.date DESC, e.number DESC LIMIT 50;
