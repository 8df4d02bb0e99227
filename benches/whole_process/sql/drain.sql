-- The database as it is once a server has confirmed everything: a create leaves no history of its own, and each row
-- has its revision instead of its newest operation.
DELETE FROM operations;
DELETE FROM queue_counts;
UPDATE expenses SET revision = number, last_op = NULL;
UPDATE categories SET revision = number, last_op = NULL;
VACUUM;
PRAGMA wal_checkpoint(TRUNCATE);
