-- Schema 5: rates by day.

CREATE INDEX rates_date ON rates (ledger, date) WHERE deleted_at IS NULL;
