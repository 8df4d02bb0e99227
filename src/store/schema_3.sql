-- Schema 3: what a push of many new expenses writes.

CREATE TABLE sent_bodies (                    -- of creates that were sent and are not answered, a request at a time
  first  INTEGER PRIMARY KEY,                 -- the local number of the first of them
  bodies BLOB NOT NULL                        -- a text in zstd: a line for each, its number and its new values
) STRICT;

-- Not those that were sent once and have their place: a push sends many, and there is an index of places.
DROP INDEX operations_tried;
CREATE INDEX operations_tried ON operations (attempts)
  WHERE attempts > 0 AND status <> 2 AND (attempts > 1 OR seq IS NULL);
