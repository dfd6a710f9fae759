-- A run that only watches goes on living and bars no other: what one live run a boundary means is said by a column of its own.
ALTER TABLE run ADD COLUMN holds_boundary boolean NOT NULL DEFAULT false;
UPDATE run SET holds_boundary = live;
ALTER TABLE run ALTER COLUMN holds_boundary DROP DEFAULT;
DROP INDEX run_one_live;
CREATE UNIQUE INDEX run_one_boundary ON run (plan_key, environment, promotion_boundary) WHERE holds_boundary;
