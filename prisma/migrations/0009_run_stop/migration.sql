-- Whoever aborts a run is heard here first: one row, that waits for no stream, no fold and no other transaction. Every
-- append to the incident reads it and first writes the entry, under the name and the time of this row. Rows stay.
CREATE TABLE run_stop (
  id         text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  stream     text NOT NULL,
  run_id     text NOT NULL,
  person_id  text NOT NULL,
  account_id text NOT NULL,
  reason     text NOT NULL,
  at         timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX run_stop_stream ON run_stop (stream, at);
