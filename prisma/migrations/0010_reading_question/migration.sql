-- An answer is kept with what was asked for it, a hash: versions of a plan and its environment that ask otherwise have
-- answers of their own. Nobody can tell what the old rows answer; they are read anew within seconds.
TRUNCATE reading, reading_latest;
ALTER TABLE reading ADD COLUMN question text NOT NULL,
  DROP CONSTRAINT reading_pkey,
  ADD PRIMARY KEY (plan_key, environment, name, question, observed_at);
ALTER TABLE reading_latest ADD COLUMN question text NOT NULL,
  DROP CONSTRAINT reading_latest_pkey,
  ADD PRIMARY KEY (plan_key, environment, name, question);
