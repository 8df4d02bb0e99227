-- What the sqlite3 shell does beside `outlay list --search` without a text index. {ledger} is `e.ledger`, which reads
-- by the date index and is quick for a common word, or `+e.ledger`, which reads the table and is quick for a rare one.
SELECT e.number, e.date, e.direction, e.amount_minor, e.currency, c.name, e.description, e.payee, m.name, e.tags, e.note
FROM expenses e LEFT JOIN categories c ON c.number = e.category LEFT JOIN names m ON m.number = e.method
WHERE {ledger} = 1 AND e.deleted_at IS NULL AND e.description LIKE '%{word}%'
ORDER BY e.date DESC, e.number DESC LIMIT 50;
