-- For LifeOpsTypedIds and LifeOpsRecordShape Positional.
CREATE TYPE level AS ENUM ('low', 'high');

CREATE TABLE teams (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE teams IS 'Who works together';

-- A key that is another table's: a team's id.
CREATE TABLE team_settings (
  team_id uuid PRIMARY KEY REFERENCES teams (id),
  quota   integer NOT NULL DEFAULT 10
);

CREATE TABLE jobs (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  team_id   uuid   NOT NULL REFERENCES team_settings (team_id),
  parent_id bigint REFERENCES jobs (id),
  urgency   level  NOT NULL DEFAULT 'low',
  label     text,
  length    integer GENERATED ALWAYS AS (length(label)) STORED
);

-- Keys of several columns hold the ids of others; an integer that refers to a bigint stays what it is.
CREATE TABLE job_runs (
  team_id uuid     NOT NULL REFERENCES teams (id),
  job_id  bigint   NOT NULL REFERENCES jobs (id),
  attempt smallint NOT NULL,
  retried integer  REFERENCES jobs (id),
  PRIMARY KEY (job_id, attempt)
);

CREATE TABLE run_notes (
  code    text PRIMARY KEY,
  job_id  bigint NOT NULL,
  attempt smallint NOT NULL,
  body    text DEFAULT 'none',
  FOREIGN KEY (job_id, attempt) REFERENCES job_runs (job_id, attempt)
);
