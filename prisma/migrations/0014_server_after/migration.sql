-- Up to which entry the stream was written before the server changed that decides on it: of a run that began before it,
-- the last entries may be gone, and with them the intents of what has happened since. Null: it never changed.
ALTER TABLE journal_head ADD COLUMN server_after bigint;
