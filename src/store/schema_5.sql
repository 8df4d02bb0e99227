-- Schema 5: rates by day, and what this device keeps for itself beside recurring expenses.

CREATE INDEX rates_date ON rates (ledger, date) WHERE deleted_at IS NULL;

CREATE TABLE recurring_passed (               -- how far each was entered here: a hint, whose loss costs a look at every date
  recurring BLOB PRIMARY KEY,
  schedule  TEXT NOT NULL,                    -- the rhythm that it is about; under another one it says nothing
  through   INTEGER NOT NULL                  -- every date up to this one has its expense, deleted or not
) STRICT, WITHOUT ROWID;
