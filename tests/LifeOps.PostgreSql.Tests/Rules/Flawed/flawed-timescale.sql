-- A weather service on TimescaleDB that breaks the checklist on purpose; some of it the server itself would reject.
CREATE EXTENSION timescaledb;

CREATE TABLE stations (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name       text NOT NULL,
  is_active  boolean NOT NULL DEFAULT true
);

-- LDB7001: the shape of a time series without being one. Right: rows that change, and rows that have parents of their own.
CREATE TABLE wind_readings (                                     -- expect: LDB7001
  station_id uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  read_at    timestamptz NOT NULL,
  speed      double precision NOT NULL,
  direction  smallint NOT NULL,
  PRIMARY KEY (station_id, read_at)
);
CREATE TABLE maintenance_visits (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  station_id uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  visited_at timestamptz NOT NULL,
  hours      numeric(5,2) NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_maintenance_visits_station ON maintenance_visits (station_id, visited_at);
-- lifeops:rows 500
CREATE TABLE calibration_samples (
  station_id uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  taken_at   timestamptz NOT NULL,
  deviation  double precision NOT NULL,
  PRIMARY KEY (station_id, taken_at)
);

-- Neither compression nor retention.
CREATE TABLE temperatures (
  station_id  uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  measured_at timestamptz NOT NULL,
  celsius     double precision NOT NULL,
  PRIMARY KEY (station_id, measured_at)
);
SELECT create_hypertable('temperatures', 'measured_at');         -- expect: LDB7002 LDB7003

-- Right: the policies are there; the default index of the extension has the extension's name.
CREATE TABLE pressures (
  station_id  uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  measured_at timestamptz NOT NULL,
  hectopascal double precision NOT NULL,
  PRIMARY KEY (station_id, measured_at)
);
SELECT create_hypertable('pressures', by_range('measured_at', INTERVAL '1 day'), create_default_indexes => false);
CREATE INDEX pressures_measured_at_idx ON pressures (measured_at DESC);
ALTER TABLE pressures SET (timescaledb.compress, timescaledb.compress_segmentby = 'station_id');
SELECT add_compression_policy('pressures', INTERVAL '7 days');
SELECT add_retention_policy('pressures', INTERVAL '30 days');

-- Right: from 2.23 on the columnstore policy comes with the table.
CREATE TABLE humidities (
  station_id  uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  measured_at timestamptz NOT NULL,
  percent     double precision NOT NULL,
  PRIMARY KEY (station_id, measured_at)
) WITH (tsdb.hypertable, tsdb.partition_column = 'measured_at', tsdb.segmentby = 'station_id');
SELECT add_retention_policy('humidities', INTERVAL '30 days');

-- Keys without the time column, segments of one row each, and what the server rejects on hypertables.
CREATE TABLE alarms (
  id          uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,    -- expect: LDB7004
  station_id  uuid NOT NULL REFERENCES stations (id) ON DELETE CASCADE,
  raised_at   timestamptz NOT NULL,
  level       smallint NOT NULL,
  CONSTRAINT pk_alarms PRIMARY KEY (id, raised_at),
  CONSTRAINT ck_alarms_level CHECK (level > 0) NO INHERIT        -- expect: LDB7008
);
SELECT create_hypertable('alarms', 'raised_at');
CREATE INDEX idx_alarms_station_id ON alarms (station_id);
CREATE UNIQUE INDEX idx_alarms_one ON alarms (level, station_id);  -- expect: LDB7004
CREATE INDEX CONCURRENTLY idx_alarms_level ON alarms (level, raised_at);  -- expect: LDB7007
REINDEX TABLE CONCURRENTLY alarms;                               -- expect: LDB7007
ALTER TABLE alarms SET (timescaledb.compress,
  timescaledb.compress_segmentby = 'id');                        -- expect: LDB7009
SELECT add_compression_policy('alarms', INTERVAL '7 days');
SELECT add_retention_policy('alarms', INTERVAL '1 year');
ALTER TABLE alarms ENABLE ROW LEVEL SECURITY;                    -- expect: LDB7008

CREATE TABLE alarm_acknowledgements (
  alarm_id        uuid NOT NULL,
  raised_at       timestamptz NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  PRIMARY KEY (alarm_id, raised_at, acknowledged_at),
  CONSTRAINT fk_alarm_acknowledgements_alarm FOREIGN KEY (alarm_id, raised_at) REFERENCES alarms (id, raised_at) ON DELETE CASCADE  -- expect: LDB7008
);
SELECT create_hypertable('alarm_acknowledgements', 'acknowledged_at');  -- expect: LDB7002 LDB7003

-- Right: an ordinary table may refer to a hypertable, and may have its index built concurrently.
CREATE TABLE alarm_reports (
  id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alarm_id  uuid NOT NULL,
  raised_at timestamptz NOT NULL,
  CONSTRAINT fk_alarm_reports_alarm FOREIGN KEY (alarm_id, raised_at) REFERENCES alarms (id, raised_at) ON DELETE CASCADE
);
CREATE INDEX CONCURRENTLY idx_alarm_reports_alarm ON alarm_reports (alarm_id, raised_at);

-- Integer time.
CREATE TABLE ticks (
  tick   bigint NOT NULL,
  source text NOT NULL,
  value  double precision NOT NULL,
  PRIMARY KEY (source, tick)
);
SELECT create_hypertable('ticks', 'tick', chunk_time_interval => 100000);
ALTER TABLE ticks SET (timescaledb.compress, timescaledb.compress_segmentby = 'source');
SELECT add_compression_policy('ticks', BIGINT '500000');         -- expect: LDB7010
SELECT add_retention_policy('ticks', BIGINT '5000000');          -- expect: LDB7010

-- Continuous aggregates: one that nothing refreshes, one whose refresh outlives its source, one that is fine, one that the server rejects.
CREATE MATERIALIZED VIEW temperature_hourly WITH (timescaledb.continuous) AS  -- expect: LDB7005
SELECT station_id, time_bucket('1 hour', measured_at) AS bucket, avg(celsius) AS celsius
FROM temperatures GROUP BY station_id, bucket WITH NO DATA;

CREATE MATERIALIZED VIEW pressure_hourly WITH (timescaledb.continuous) AS
SELECT station_id, time_bucket('1 hour', measured_at) AS bucket, avg(hectopascal) AS hectopascal
FROM pressures GROUP BY station_id, bucket WITH NO DATA;
SELECT add_continuous_aggregate_policy('pressure_hourly', INTERVAL '3 months', INTERVAL '1 hour', INTERVAL '1 hour');  -- expect: LDB7006

CREATE MATERIALIZED VIEW pressure_daily WITH (timescaledb.continuous) AS
SELECT station_id, time_bucket('1 day', measured_at) AS bucket, avg(hectopascal) AS hectopascal
FROM pressures GROUP BY station_id, bucket WITH NO DATA;
SELECT add_continuous_aggregate_policy('pressure_daily', INTERVAL '7 days', INTERVAL '1 day', INTERVAL '1 day');

CREATE MATERIALIZED VIEW pressure_weekly WITH (timescaledb.continuous) AS
SELECT station_id, time_bucket('7 days', bucket) AS week, avg(hectopascal) AS hectopascal
FROM pressure_daily GROUP BY station_id, week WITH NO DATA;
SELECT add_continuous_aggregate_policy('pressure_weekly', NULL, INTERVAL '7 days', INTERVAL '1 day');
CREATE UNIQUE INDEX idx_pressure_weekly_week ON pressure_weekly (station_id, week);  -- expect: LDB7008

CREATE MATERIALIZED VIEW humidity_top WITH (timescaledb.continuous) AS
SELECT station_id, time_bucket('1 hour', measured_at) AS bucket, max(percent) AS percent
FROM humidities GROUP BY station_id, bucket
LIMIT 10                                                         -- expect: LDB7008
WITH NO DATA;
SELECT add_continuous_aggregate_policy('humidity_top', INTERVAL '7 days', INTERVAL '1 hour', INTERVAL '1 hour');
