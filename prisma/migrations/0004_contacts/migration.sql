-- Where a person can be told that something is asked of them. The directory file is the only source; no address enters
-- the journal. The one free-text contact there was before was never filled.
ALTER TABLE person DROP COLUMN contact;
CREATE TABLE contact (
  person_id text NOT NULL REFERENCES person (id),
  way       text NOT NULL,
  address   text NOT NULL,
  PRIMARY KEY (person_id, way)
);

-- Presence is a person's, not an account's: the newest page they opened says where they are. What is in the table is
-- seconds old at most and comes back by itself.
DROP TABLE presence;
CREATE TABLE presence (
  person_id   text PRIMARY KEY REFERENCES person (id),
  account_id  text NOT NULL REFERENCES account (id),
  incident_id text,
  opened_at   timestamptz(3) NOT NULL,
  -- When the page that says where they are was last heard.
  placed_at   timestamptz(3) NOT NULL,
  seen_at     timestamptz(3) NOT NULL
);
