-- When the latest answer was asked for, by the database's clock: the newest answer is the one that was asked for last,
-- whatever its source says of its own time. What was kept before is as old as when it was received.
ALTER TABLE reading_latest ADD COLUMN asked_at timestamptz(3);
UPDATE reading_latest SET asked_at = received_at;
ALTER TABLE reading_latest ALTER COLUMN asked_at SET NOT NULL;
