-- For LifeOpsTimestampType Instant.
CREATE TABLE visits (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  pauses     timestamptz[] NOT NULL DEFAULT '{}',
  local_time timestamp
);
