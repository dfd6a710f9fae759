-- A role may be granted for one plan alone; null is every plan.
ALTER TABLE role_grant
  DROP CONSTRAINT role_grant_pkey,
  ADD COLUMN id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
  ADD COLUMN plan_key text;
CREATE UNIQUE INDEX role_grant_once ON role_grant (person_id, role, coalesce(plan_key, ''));

-- Since when the password is as it is; null from the start. What was consented to before it is given again.
ALTER TABLE account ADD COLUMN password_set_at timestamptz(3);
