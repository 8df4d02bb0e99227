-- Schema 2: what sync keeps beside the entities.

ALTER TABLE ledgers ADD COLUMN digest_count INTEGER NOT NULL DEFAULT 0; -- of the bases: live expenses,
ALTER TABLE ledgers ADD COLUMN digest_sums  TEXT NOT NULL DEFAULT '';   -- sums by currency,
ALTER TABLE ledgers ADD COLUMN digest_hash  BLOB;                       -- and the additive hash
ALTER TABLE ledgers ADD COLUMN walking      INTEGER NOT NULL DEFAULT 0; -- 1 while walking from zero
ALTER TABLE ledgers ADD COLUMN walk_head    INTEGER;                    -- of a walk from zero: the server's revision as it began
ALTER TABLE ledgers ADD COLUMN unsent_from  INTEGER NOT NULL DEFAULT 1; -- no never-sent operation lies before it

ALTER TABLE sync_runs ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_runs ADD COLUMN merged   INTEGER NOT NULL DEFAULT 0;

CREATE TABLE heads (                          -- revisions that the server was seen at
  ledger   INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  token    BLOB NOT NULL,
  PRIMARY KEY (ledger, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE walked (                         -- what the present walk from zero has named
  ledger INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (kind, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE recoveries (                     -- what a server that lost something had said before
  ledger INTEGER NOT NULL,
  kind   INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  state  TEXT NOT NULL,
  PRIMARY KEY (kind, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE others (                         -- entities that this version cannot read, kept as they came
  ledger   INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  id       BLOB NOT NULL,
  revision INTEGER NOT NULL,
  deleted  INTEGER NOT NULL,
  fields   TEXT NOT NULL,
  PRIMARY KEY (ledger, kind, id)
) STRICT, WITHOUT ROWID;

-- Bases are kept as they travel: fields by name, and whether it is deleted.
DELETE FROM bases;

CREATE INDEX operations_sent ON operations (ledger, seq) WHERE seq IS NOT NULL AND status <> 2;
