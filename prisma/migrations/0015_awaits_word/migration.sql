-- Whether something that one person said of the run waits for a second one: it is to be found without folding every
-- incident. A run that is live while this is applied is found again with its next entry.
ALTER TABLE run ADD COLUMN awaits_word boolean NOT NULL DEFAULT false;
