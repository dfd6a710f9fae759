-- A password that stood in a directory.yaml is good for a lab only. Until now there was no other way to have one.
ALTER TABLE account ADD COLUMN password_from_file boolean NOT NULL DEFAULT false;
UPDATE account SET password_from_file = true WHERE password_hash IS NOT NULL;
