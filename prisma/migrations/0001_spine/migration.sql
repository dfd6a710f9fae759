-- The journal: audit log and event store in one. Everything else is a projection of it, or the world outside.

CREATE TABLE journal_entry (
  position      bigserial PRIMARY KEY,
  stream        text NOT NULL CHECK (stream <> ''),
  sequence      bigint NOT NULL CHECK (sequence > 0),
  type          text NOT NULL CHECK (type <> ''),
  version       integer NOT NULL CHECK (version > 0),
  at            timestamptz(3) NOT NULL,
  actor         text NOT NULL,
  payload       text NOT NULL,
  previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  hash          text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  algorithm     text NOT NULL,
  UNIQUE (stream, sequence)
);

CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();

-- Positions are drawn in one order and committed in another. Who reads "everything after position p" must not pass
-- an open append that still holds a smaller one. A row's transaction id cannot tell: the older transaction may draw
-- the larger position. So every append, before it draws, announces by a shared lock that all it draws is larger than
-- the lock's number; readers stop at the smallest number announced. The lock ends with the transaction, after its
-- rows are visible; it blocks nobody, needs no clean-up after a crash and survives a dump and restore.
CREATE FUNCTION journal_announce_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  drawn bigint;
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END INTO drawn FROM journal_entry_position_seq;
  -- 0x4a52 in the upper 16 bits tells these locks from others.
  PERFORM pg_advisory_xact_lock_shared((x'4a52'::bigint << 48) | drawn);
  RETURN NULL;
END
$$;

CREATE TRIGGER journal_entry_announce BEFORE INSERT ON journal_entry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_announce_append();

-- The last position up to which every entry is visible or will never be. Read the rows in a LATER statement.
-- The order of the two reads is the proof: a position counted here had been announced before it was drawn.
CREATE FUNCTION journal_horizon() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  drawn bigint;
  announced bigint;
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END INTO drawn FROM journal_entry_position_seq;
  SELECT min(((l.classid::bigint & 65535) << 32) | l.objid::bigint) INTO announced
    FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid::bigint >> 16 = x'4a52'::bigint
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(drawn, announced);
END
$$;

CREATE TABLE journal_head (
  stream   text PRIMARY KEY,
  sequence bigint NOT NULL,
  hash     text NOT NULL,
  at       timestamptz(3) NOT NULL
);

CREATE TABLE artefact (
  sha256     text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text NOT NULL,
  bytes      bytea NOT NULL CHECK (octet_length(bytes) <= 262144),
  at         timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- A key's token only grows, also over expiry and release: rows are never deleted.
CREATE TABLE lease (
  key        text PRIMARY KEY,
  holder     text NOT NULL,
  token      bigint NOT NULL,
  expires_at timestamptz(3) NOT NULL
);

-- People. Approvals, presence and exclusions count persons; an account is only a way to sign in.
CREATE TABLE person (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  short_name  text NOT NULL,
  title       text NOT NULL DEFAULT '',
  contact     text,
  disabled_at timestamptz(3)
);

CREATE TABLE account (
  id            text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  person_id     text NOT NULL REFERENCES person (id),
  login         text NOT NULL UNIQUE,
  password_hash text,
  disabled_at   timestamptz(3)
);
CREATE INDEX account_person ON account (person_id);

-- An account at an outside identity provider.
CREATE TABLE account_identity (
  id                  text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  account_id          text NOT NULL REFERENCES account (id),
  type                text NOT NULL,
  provider            text NOT NULL,
  provider_account_id text NOT NULL,
  UNIQUE (provider, provider_account_id)
);

CREATE TABLE session (
  id            text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  session_token text NOT NULL UNIQUE,
  account_id    text NOT NULL REFERENCES account (id),
  created_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  expires       timestamptz(3) NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE role_grant (
  person_id text NOT NULL REFERENCES person (id),
  role      text NOT NULL CHECK (role IN ('commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin')),
  PRIMARY KEY (person_id, role)
);

-- Who holds a plan's duty by default; an incident may name others in its stream.
CREATE TABLE duty_holder (
  plan_key  text NOT NULL,
  duty      text NOT NULL,
  person_id text NOT NULL REFERENCES person (id),
  PRIMARY KEY (plan_key, duty, person_id)
);

CREATE TABLE plan_version (
  hash        text PRIMARY KEY,
  key         text NOT NULL,
  content     text NOT NULL,
  source      text NOT NULL,
  imported_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  imported_by text NOT NULL
);
CREATE INDEX plan_version_key ON plan_version (key, imported_at);

CREATE TABLE plan_head (
  key  text PRIMARY KEY,
  hash text NOT NULL UNIQUE REFERENCES plan_version (hash)
);

CREATE TABLE environment_version (
  hash        text PRIMARY KEY,
  plan_key    text NOT NULL,
  name        text NOT NULL,
  content     text NOT NULL,
  imported_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX environment_version_name ON environment_version (plan_key, name, imported_at);

CREATE TABLE environment_head (
  plan_key text NOT NULL,
  name     text NOT NULL,
  hash     text NOT NULL REFERENCES environment_version (hash),
  PRIMARY KEY (plan_key, name)
);

-- Projections, written in the transaction that appends.
CREATE TABLE incident (
  id          text PRIMARY KEY,
  number      serial NOT NULL UNIQUE,
  plan_key    text NOT NULL,
  environment text NOT NULL,
  mode        text NOT NULL,
  status      text NOT NULL,
  class       text,
  title       text NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  declared_at timestamptz(3),
  closed_at   timestamptz(3),
  sequence    bigint NOT NULL
);
CREATE INDEX incident_open ON incident (plan_key, environment) WHERE closed_at IS NULL;

CREATE TABLE run (
  id                 text PRIMARY KEY,
  incident_id        text NOT NULL REFERENCES incident (id),
  runbook            text NOT NULL,
  plan_key           text NOT NULL,
  plan_hash          text NOT NULL REFERENCES plan_version (hash),
  environment        text NOT NULL,
  environment_hash   text NOT NULL REFERENCES environment_version (hash),
  promotion_boundary text NOT NULL,
  status             text NOT NULL,
  live               boolean NOT NULL,
  started_at         timestamptz(3) NOT NULL,
  go_at              timestamptz(3),
  ended_at           timestamptz(3)
);
CREATE INDEX run_incident ON run (incident_id);
CREATE UNIQUE INDEX run_one_live ON run (plan_key, environment, promotion_boundary) WHERE live;

CREATE TABLE step (
  run_id     text NOT NULL REFERENCES run (id),
  step_id    text NOT NULL,
  status     text NOT NULL,
  attempt    integer NOT NULL,
  started_at timestamptz(3),
  ended_at   timestamptz(3),
  PRIMARY KEY (run_id, step_id)
);

CREATE TABLE approval_request (
  id           text PRIMARY KEY,
  incident_id  text NOT NULL REFERENCES incident (id),
  run_id       text NOT NULL REFERENCES run (id),
  digest       text NOT NULL,
  status       text NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  expires_at   timestamptz(3) NOT NULL,
  steps        text[] NOT NULL
);
CREATE INDEX approval_request_run ON approval_request (run_id);

-- Answers of the outside world. `value` is JSON text; it is null exactly where `error` says why.
CREATE TABLE reading (
  plan_key    text NOT NULL,
  environment text NOT NULL,
  name        text NOT NULL,
  observed_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  value       text,
  error       text,
  source      text NOT NULL,
  PRIMARY KEY (plan_key, environment, name, observed_at),
  CHECK ((value IS NULL) <> (error IS NULL))
);
CREATE INDEX reading_received ON reading (received_at);

-- The last value stays readable, with its time, beside the error of a later try.
CREATE TABLE reading_latest (
  plan_key    text NOT NULL,
  environment text NOT NULL,
  name        text NOT NULL,
  observed_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  value       text,
  error       text,
  source      text NOT NULL,
  PRIMARY KEY (plan_key, environment, name),
  CHECK (value IS NOT NULL OR error IS NOT NULL)
);

CREATE TABLE presence (
  account_id  text PRIMARY KEY REFERENCES account (id),
  person_id   text NOT NULL REFERENCES person (id),
  incident_id text,
  seen_at     timestamptz(3) NOT NULL
);

CREATE TABLE worker (
  id         text PRIMARY KEY,
  started_at timestamptz(3) NOT NULL,
  seen_at    timestamptz(3) NOT NULL,
  version    text NOT NULL
);
