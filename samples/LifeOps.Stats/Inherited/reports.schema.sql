-- The tables of the old report builder, as its install script made them.
CREATE SCHEMA reports;

CREATE TABLE reports.report_runs (
  id          SERIAL PRIMARY KEY,
  name        varchar(100) NOT NULL,
  locale      char(5) NOT NULL DEFAULT 'en-US',
  parameters  json NOT NULL DEFAULT '{}',
  started_at  timestamp NOT NULL DEFAULT now(),
  finished_at timestamp
);

CREATE TABLE reports.report_owners (
  report_run_id integer NOT NULL REFERENCES reports.report_runs (id) ON DELETE CASCADE,
  owner_id      uuid NOT NULL,
  PRIMARY KEY (report_run_id, owner_id)
);

-- The table was renamed years ago; the script was not.
ALTER TABLE reports.report_jobs ADD COLUMN priority smallint NOT NULL DEFAULT 0;
