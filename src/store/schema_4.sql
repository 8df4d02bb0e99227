-- Schema 4: what an undo has to know of other devices.

CREATE TABLE changed_elsewhere (              -- entities of which a sync changed what was shown
  kind        INTEGER NOT NULL,
  entity      INTEGER NOT NULL,
  after_group INTEGER NOT NULL,               -- the newest command when it last did
  PRIMARY KEY (kind, entity)
) STRICT, WITHOUT ROWID;
