-- What the sqlite3 shell does beside a push: the rows that the server wrote for it (an entity and a stored result for
-- each operation), into an empty copy of the server's database with the same tables and indexes, in durable
-- transactions of {batch} rows. {source} is the server's database after the push. One batch is the part below; {after}
-- and {to} are the places that it lies between.
PRAGMA synchronous = FULL;
ATTACH '{source}' AS source;
-- batch
BEGIN IMMEDIATE;
INSERT INTO results SELECT * FROM source.results
  WHERE ledger = (SELECT ledger FROM source.results LIMIT 1) AND replica = (SELECT replica FROM source.results LIMIT 1)
    AND seq > {after} AND seq <= {to} ORDER BY seq;
INSERT INTO entities SELECT * FROM source.entities
  WHERE ledger = (SELECT ledger FROM source.results LIMIT 1) AND revision > {after} AND revision <= {to} ORDER BY revision;
COMMIT;
