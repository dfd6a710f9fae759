-- The state that an incident's stream leads to, as it stood at one of its entries: a cache that anybody may lose, for
-- processes that would have to read the whole stream first. It is used only where the journal holds that very entry and
-- the rules of the fold are the same, and never by a worker.
CREATE TABLE incident_snapshot (
  stream   text PRIMARY KEY,
  sequence bigint NOT NULL CHECK (sequence > 0),
  hash     text NOT NULL,
  rules    integer NOT NULL,
  content  text NOT NULL,
  at       timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
