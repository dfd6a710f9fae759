-- Which server decided on the stream last, by when its process began, and since when it is that one. After a change the
-- last commits may be gone, and with them an intent whose request is still on its way: nothing is begun before that
-- would have come to light. Null: nobody has looked yet.
ALTER TABLE journal_head ADD COLUMN server timestamptz;
ALTER TABLE journal_head ADD COLUMN server_since timestamptz(3);
