-- Schema 1 of the client's database. Amounts are minor units; dates are yyyymmdd; instants are milliseconds since
-- 1970 (UTC); ids are 16 bytes. Every entity table ends with the same columns:
--   created_at, updated_at (null: as created), deleted_at, withdrawn (deleted by taking its creation back),
--   revision (the server's; 0: it never had the fields, at most a delete of what it did not know),
--   revisions (per field, JSON, where they differ from the row's), last_op (its newest unfinished operation),
--   extra (fields of newer versions, kept unread).

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ledgers (
  number          INTEGER PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE,
  name            TEXT NOT NULL UNIQUE,
  currency        TEXT NOT NULL,
  role            TEXT NOT NULL DEFAULT 'owner',
  created_at      INTEGER NOT NULL,
  archived_at     INTEGER,
  server_id       BLOB,                       -- null until adopted by an account
  replica         BLOB NOT NULL,              -- this copy's name in causality
  parent          BLOB,                       -- the replica it was forked from
  parent_revision INTEGER,
  next_seq        INTEGER NOT NULL DEFAULT 1, -- the next operation's place at its first send
  last_seq        INTEGER,                    -- the last answered operation
  last_id         BLOB,
  cursor          INTEGER NOT NULL DEFAULT 0,
  head_revision   INTEGER NOT NULL DEFAULT 0, -- the newest revision ever seen, and its token
  head_token      BLOB,
  server_time     INTEGER                     -- of the last answer
) STRICT;

CREATE TABLE names (                          -- short texts that many rows share
  number INTEGER PRIMARY KEY,
  field  TEXT NOT NULL,                       -- method, source
  name   TEXT NOT NULL,
  UNIQUE (field, name)
) STRICT;

CREATE TABLE groups (                         -- one command of this device: the unit of undo
  number        INTEGER PRIMARY KEY,
  command       TEXT NOT NULL,
  made_at       INTEGER NOT NULL,
  first_expense INTEGER,                      -- the expenses it created have these numbers
  last_expense  INTEGER,
  operations    INTEGER NOT NULL DEFAULT 0,
  undo_of       INTEGER,                      -- this is the undo of that group
  redo_of       INTEGER,                      -- this takes that undo back
  undone_by     INTEGER,                      -- set while it is undone
  redone_by     INTEGER                       -- set on an undo that was taken back
) STRICT;

CREATE TABLE batches (                        -- one imported file
  number        INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  ledger        INTEGER NOT NULL REFERENCES ledgers,
  source        INTEGER REFERENCES names,
  file          TEXT,
  created_at    INTEGER NOT NULL,
  group_number  INTEGER,
  first_number  INTEGER,                      -- its rows' numbers lie between these
  last_number   INTEGER
) STRICT;

CREATE TABLE categories (
  number      INTEGER PRIMARY KEY,
  id          BLOB NOT NULL,
  ledger      INTEGER NOT NULL REFERENCES ledgers,
  parent      INTEGER REFERENCES categories,
  name        TEXT NOT NULL,
  hidden      INTEGER NOT NULL DEFAULT 0,
  position    INTEGER,
  colour      TEXT,
  icon        TEXT,
  merged_into INTEGER REFERENCES categories,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER,
  deleted_at  INTEGER,
  withdrawn   INTEGER NOT NULL DEFAULT 0,
  revision    INTEGER NOT NULL DEFAULT 0,
  revisions   TEXT,
  last_op     INTEGER,
  extra       TEXT,
  UNIQUE (id)
) STRICT;

CREATE TABLE expenses (
  number       INTEGER PRIMARY KEY,           -- what people type; never given twice
  id           BLOB NOT NULL,
  ledger       INTEGER NOT NULL REFERENCES ledgers,
  date         INTEGER NOT NULL,
  direction    INTEGER NOT NULL CHECK (direction IN (0, 1, 2)),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency     TEXT NOT NULL,
  category     INTEGER REFERENCES categories,
  description  TEXT NOT NULL DEFAULT '',
  payee        TEXT,
  method       INTEGER REFERENCES names,
  tags         TEXT,                          -- ' a b ': sorted, a space around each
  note         TEXT,
  paid_by      TEXT,
  reference    TEXT,
  source       INTEGER REFERENCES names,
  batch        INTEGER REFERENCES batches,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER,
  deleted_at   INTEGER,
  withdrawn    INTEGER NOT NULL DEFAULT 0,
  revision     INTEGER NOT NULL DEFAULT 0,
  revisions    TEXT,
  last_op      INTEGER,
  extra        TEXT
) STRICT;

CREATE UNIQUE INDEX expenses_id ON expenses (id);
CREATE INDEX expenses_date ON expenses (ledger, date) WHERE deleted_at IS NULL;
CREATE INDEX expenses_deleted ON expenses (withdrawn) WHERE deleted_at IS NOT NULL;
CREATE INDEX expenses_tags ON expenses (tags) WHERE tags IS NOT NULL;

CREATE TABLE budgets (
  number       INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  ledger       INTEGER NOT NULL REFERENCES ledgers,
  category     INTEGER REFERENCES categories, -- null: everything
  amount_minor INTEGER NOT NULL,
  currency     TEXT NOT NULL,
  period       TEXT NOT NULL,
  rollover     TEXT NOT NULL,
  starts_on    INTEGER NOT NULL,
  ends_on      INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER,
  deleted_at   INTEGER,
  withdrawn    INTEGER NOT NULL DEFAULT 0,
  revision     INTEGER NOT NULL DEFAULT 0,
  revisions    TEXT,
  last_op      INTEGER,
  extra        TEXT
) STRICT;

CREATE TABLE rules (
  number     INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  ledger     INTEGER NOT NULL REFERENCES ledgers,
  position   INTEGER,
  pattern    TEXT NOT NULL,
  category   INTEGER REFERENCES categories,
  payee      TEXT,
  method     INTEGER REFERENCES names,
  tags       TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER,
  withdrawn  INTEGER NOT NULL DEFAULT 0,
  revision   INTEGER NOT NULL DEFAULT 0,
  revisions  TEXT,
  last_op    INTEGER,
  extra      TEXT
) STRICT;

CREATE TABLE recurring (
  number       INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  ledger       INTEGER NOT NULL REFERENCES ledgers,
  direction    INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency     TEXT NOT NULL,
  category     INTEGER REFERENCES categories,
  description  TEXT NOT NULL DEFAULT '',
  payee        TEXT,
  method       INTEGER REFERENCES names,
  tags         TEXT,
  note         TEXT,
  every        TEXT NOT NULL,
  day          INTEGER,
  starts_on    INTEGER NOT NULL,
  until_on     INTEGER,
  count        INTEGER,
  paused       INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER,
  deleted_at   INTEGER,
  withdrawn    INTEGER NOT NULL DEFAULT 0,
  revision     INTEGER NOT NULL DEFAULT 0,
  revisions    TEXT,
  last_op      INTEGER,
  extra        TEXT
) STRICT;

CREATE TABLE rates (
  number     INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  ledger     INTEGER NOT NULL REFERENCES ledgers,
  base       TEXT NOT NULL,
  quote      TEXT NOT NULL,
  date       INTEGER NOT NULL,
  rate       TEXT NOT NULL,                   -- exact decimal
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER,
  withdrawn  INTEGER NOT NULL DEFAULT 0,
  revision   INTEGER NOT NULL DEFAULT 0,
  revisions  TEXT,
  last_op    INTEGER,
  extra      TEXT
) STRICT;

CREATE TABLE conflicts (
  number     INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  ledger     INTEGER NOT NULL REFERENCES ledgers,
  entity     TEXT NOT NULL,
  entity_id  TEXT NOT NULL,
  kind       TEXT NOT NULL,
  field      TEXT,
  kept       TEXT,
  lost       TEXT,
  status     TEXT NOT NULL DEFAULT 'open',
  resolution TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER,
  deleted_at INTEGER,
  withdrawn  INTEGER NOT NULL DEFAULT 0,
  revision   INTEGER NOT NULL DEFAULT 0,
  revisions  TEXT,
  last_op    INTEGER,
  extra      TEXT
) STRICT;

CREATE TABLE operations (                     -- the queue, and the history that undo and log read
  number          INTEGER PRIMARY KEY,        -- local order
  id              BLOB NOT NULL,              -- the idempotency key
  group_number    INTEGER NOT NULL,
  ledger          INTEGER NOT NULL,
  kind            INTEGER NOT NULL,
  entity          INTEGER NOT NULL,           -- the row's number
  action          INTEGER NOT NULL,
  fields          TEXT,                       -- {name: {before, after}}; null: a create still rendered from its row
  status          INTEGER NOT NULL DEFAULT 0,
  seen            INTEGER NOT NULL DEFAULT 0,
  after           INTEGER,                    -- the unfinished operation on the same entity before it
  weak            INTEGER NOT NULL DEFAULT 0,
  withdrawn       INTEGER NOT NULL DEFAULT 0, -- a delete that takes a creation back, a restore of such a one
  cancelled       INTEGER NOT NULL DEFAULT 0, -- left the queue: 1 never sent, 2 taken out of it
  void            INTEGER NOT NULL DEFAULT 0,
  since           INTEGER,
  seq             INTEGER,
  attempt         INTEGER NOT NULL DEFAULT 0,
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  last_attempt_at INTEGER,
  last_error      TEXT,
  replaces        BLOB,
  revision        INTEGER                     -- given by the server
) STRICT;

CREATE INDEX operations_entity ON operations (kind, entity) WHERE fields IS NOT NULL;
CREATE INDEX operations_tried ON operations (attempts) WHERE attempts > 0 AND status <> 2;
CREATE INDEX operations_group ON operations (group_number) WHERE fields IS NOT NULL;

CREATE TABLE queue_counts (
  ledger INTEGER NOT NULL,
  status INTEGER NOT NULL,
  count  INTEGER NOT NULL,
  PRIMARY KEY (ledger, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE bases (                          -- the last state the server gave, of what has operations pending
  kind     INTEGER NOT NULL,
  entity   INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  state    TEXT NOT NULL,
  PRIMARY KEY (kind, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (                         -- live expenses by month; category 0: none
  ledger    INTEGER NOT NULL,
  month     INTEGER NOT NULL,                 -- yyyymm
  currency  TEXT NOT NULL,
  direction INTEGER NOT NULL,
  category  INTEGER NOT NULL,
  count     INTEGER NOT NULL,
  minor     INTEGER NOT NULL,
  PRIMARY KEY (ledger, month, currency, direction, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_runs (
  number     INTEGER PRIMARY KEY,
  ledger     INTEGER,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  result     TEXT,
  pushed     INTEGER NOT NULL DEFAULT 0,
  pulled     INTEGER NOT NULL DEFAULT 0,
  conflicts  INTEGER NOT NULL DEFAULT 0,
  rejected   INTEGER NOT NULL DEFAULT 0,
  requests   INTEGER NOT NULL DEFAULT 0,
  error      TEXT
) STRICT;

-- Folded words of description, payee, note and tags; contentless, without positions: a few bytes a row.
CREATE VIRTUAL TABLE expense_search USING fts5 (
  terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);
