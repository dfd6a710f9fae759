-- Who may append to a stream is said where every append already waits: in its head. A lease is the right to hold that
-- place; to renew it nobody has to wait for an append, and no append for a renewal. The holder stands beside the token:
-- a standby that lost the last commits may hand the same number out again, to another.
ALTER TABLE journal_head ADD COLUMN lease_token bigint NOT NULL DEFAULT 0;
ALTER TABLE journal_head ADD COLUMN lease_holder text;
UPDATE journal_head h SET lease_token = l.token, lease_holder = l.holder FROM lease l WHERE l.key = h.stream;
-- Leases of readings had a name of their own; now every lease is of a stream.
UPDATE lease SET expires_at = clock_timestamp() WHERE key LIKE 'readings:%' AND expires_at > clock_timestamp();
