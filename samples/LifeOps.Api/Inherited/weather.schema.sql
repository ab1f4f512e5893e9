-- The weather station on the roof: the first try at TimescaleDB.
CREATE EXTENSION IF NOT EXISTS timescaledb;

CREATE TABLE wind_readings (
  station text             NOT NULL,
  read_at timestamptz      NOT NULL,
  speed   double precision NOT NULL,
  PRIMARY KEY (station, read_at)
);

CREATE TABLE temperatures (
  station     text             NOT NULL,
  measured_at timestamptz      NOT NULL,
  celsius     double precision NOT NULL,
  PRIMARY KEY (station, measured_at)
);
SELECT create_hypertable('temperatures', 'measured_at');

CREATE TABLE rain_gauges (
  id          uuid             NOT NULL DEFAULT gen_random_uuid(),
  measured_at timestamptz      NOT NULL,
  millimetres double precision NOT NULL,
  PRIMARY KEY (id, measured_at)
);
SELECT create_hypertable('rain_gauges', 'measured_at');
ALTER TABLE rain_gauges SET (timescaledb.compress, timescaledb.compress_segmentby = 'id');
SELECT add_compression_policy('rain_gauges', INTERVAL '7 days');
SELECT add_retention_policy('rain_gauges', INTERVAL '30 days');

CREATE MATERIALIZED VIEW temperature_hourly WITH (timescaledb.continuous) AS
SELECT station, time_bucket('1 hour', measured_at) AS bucket, avg(celsius) AS celsius
FROM temperatures GROUP BY station, bucket WITH NO DATA;

CREATE MATERIALIZED VIEW rain_daily WITH (timescaledb.continuous) AS
SELECT time_bucket('1 day', measured_at) AS bucket, sum(millimetres) AS millimetres
FROM rain_gauges GROUP BY bucket WITH NO DATA;
SELECT add_continuous_aggregate_policy('rain_daily', INTERVAL '1 year', INTERVAL '1 day', INTERVAL '1 day');

CREATE TABLE pulses (
  pulse  bigint NOT NULL,
  device text   NOT NULL,
  PRIMARY KEY (device, pulse)
);
SELECT create_hypertable('pulses', 'pulse', chunk_time_interval => 100000);
SELECT add_retention_policy('pulses', BIGINT '1000000');
