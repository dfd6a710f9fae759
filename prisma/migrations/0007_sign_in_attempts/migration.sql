-- What the limits of sign-in count. The journal cannot tell them: it keeps no login that nobody has, and a flood of
-- other entries must not push a failure out of sight. Rows are deleted when their window has passed.
CREATE TABLE sign_in_failure (
  id      bigserial PRIMARY KEY,
  -- An account, or a keyed hash of a login that nobody has.
  subject text NOT NULL,
  network text NOT NULL,
  at      timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_failure_subject ON sign_in_failure (subject, at);
CREATE INDEX sign_in_failure_network ON sign_in_failure (network, at);
CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

-- Where an account has signed in from, however long ago.
CREATE TABLE sign_in_place (
  account_id text NOT NULL REFERENCES account (id),
  network    text NOT NULL,
  last_at    timestamptz(3) NOT NULL,
  PRIMARY KEY (account_id, network)
);

-- One entry of the journal a minute for each of these; `more` counts what has happened since without one.
CREATE TABLE sign_in_note (
  subject text PRIMARY KEY,
  at      timestamptz(3) NOT NULL,
  more    bigint NOT NULL
);

-- Who works from where is on record; an address that is no IPv4 one is learnt again at the next sign-in from there.
INSERT INTO sign_in_place (account_id, network, last_at)
SELECT a.id, e.payload::jsonb ->> 'address', max(e.at)
FROM journal_entry e JOIN account a ON a.id = e.payload::jsonb ->> 'account'
WHERE e.stream = 'session' AND e.type = 'session.signedIn' AND e.payload::jsonb ->> 'address' !~ ':'
GROUP BY 1, 2;
