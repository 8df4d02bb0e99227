-- The server's database, schema 1. Instants are milliseconds since 1970 (UTC), ids 16 bytes. Every key leads with the
-- ledger or the account. Where a row is written for every operation, ledger and replica are numbers of this file: their
-- ids would stand in every index of every row.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers (                       -- short names of ledgers and replicas, in this file alone
  number INTEGER PRIMARY KEY,
  id     BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE accounts (
  id            BLOB PRIMARY KEY,
  email         TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  id           BLOB PRIMARY KEY,
  account      BLOB NOT NULL,
  name         TEXT NOT NULL,
  token_hash   BLOB NOT NULL UNIQUE,
  version      TEXT,
  created_at   INTEGER NOT NULL,
  last_sync_at INTEGER,
  revoked_at   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE ledgers (
  id           BLOB PRIMARY KEY,
  key          BLOB NOT NULL,
  account      BLOB NOT NULL,
  name         TEXT NOT NULL,
  currency     TEXT,
  revision     INTEGER NOT NULL DEFAULT 0,
  token        BLOB NOT NULL,
  digest_count INTEGER NOT NULL DEFAULT 0,
  digest_sums  TEXT NOT NULL DEFAULT '',
  digest_hash  BLOB NOT NULL,
  purged_to    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  ledger  BLOB NOT NULL,
  account BLOB NOT NULL,
  role    TEXT NOT NULL,
  PRIMARY KEY (ledger, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE replicas (
  ledger          BLOB NOT NULL,
  id              BLOB NOT NULL,
  device          BLOB NOT NULL,
  last_seq        INTEGER NOT NULL,
  cursor          INTEGER NOT NULL,
  seen_at         INTEGER NOT NULL,
  parent          BLOB,
  parent_revision INTEGER,
  PRIMARY KEY (ledger, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE results (                       -- kept for ever: an id never gets a second execution
  ledger      INTEGER NOT NULL,
  replica     INTEGER NOT NULL,
  seq         INTEGER NOT NULL,
  id          BLOB NOT NULL,
  attempt     INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  revision    INTEGER,
  result      TEXT,                          -- null: applied, and nothing more to say
  PRIMARY KEY (ledger, replica, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX results_id ON results (ledger, id);

CREATE TABLE entities (
  ledger     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  id         BLOB NOT NULL,
  revision   INTEGER NOT NULL,
  deleted_at INTEGER,                        -- when its tombstone came, by the server's clock; null: live
  made       INTEGER NOT NULL,
  fields     TEXT NOT NULL,
  stamps     TEXT,                           -- null: every field has the life's
  life       BLOB NOT NULL,
  PRIMARY KEY (ledger, kind, id)
) STRICT;

CREATE INDEX entities_revision ON entities (ledger, revision);
CREATE INDEX entities_deleted ON entities (ledger, revision) WHERE deleted_at IS NOT NULL;

CREATE TABLE purged (                        -- the deletes whose tombstones went: who makes it again hears of them
  ledger INTEGER NOT NULL,
  kind   TEXT NOT NULL,
  id     BLOB NOT NULL,
  life   BLOB NOT NULL,
  PRIMARY KEY (ledger, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tokens (
  ledger   BLOB NOT NULL,
  revision INTEGER NOT NULL,
  token    BLOB NOT NULL,
  PRIMARY KEY (ledger, revision)
) STRICT, WITHOUT ROWID;
