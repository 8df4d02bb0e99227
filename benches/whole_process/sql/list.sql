-- What the sqlite3 shell does beside `outlay list`: the same columns, filter and order, by the same index.
SELECT e.number, e.date, e.direction, e.amount_minor, e.currency, c.name, e.description, e.payee, m.name, e.tags, e.note
FROM expenses e LEFT JOIN categories c ON c.number = e.category LEFT JOIN names m ON m.number = e.method
WHERE e.ledger = 1 AND e.deleted_at IS NULL
ORDER BY e.date DESC, e.number DESC LIMIT 50;
