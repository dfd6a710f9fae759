-- What became of the webhooks that came, one row a place: readings, not events. A sender that names a place that does
-- not exist is counted under empty names.
CREATE TABLE alert_source (
  plan_key        text NOT NULL,
  environment     text NOT NULL,
  heard_at        timestamptz(3),
  heartbeat_at    timestamptz(3),
  refused_at      timestamptz(3),
  refused_because text,
  refused_count   bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (plan_key, environment)
);
