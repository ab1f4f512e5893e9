-- lifeops without TimescaleDB, for a plain PostgreSQL (15 or newer): the statements of lifeops.schema.sql with hypertables, policies and
-- jobs left out, and the continuous aggregate as a materialized view. Replay on an EMPTY database:
--   psql -v ON_ERROR_STOP=1 -f lifeops.plain.sql

-- The two TimescaleDB functions that the views call.
CREATE FUNCTION time_bucket(bucket_width interval, ts timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT date_bin($1, $2, timestamptz '2000-01-03 00:00:00+00') $$;
CREATE FUNCTION last_step(state jsonb, value double precision, at timestamptz) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN $3 IS NULL OR ($1 IS NOT NULL AND ($1 ->> 'at')::timestamptz > $3) THEN $1 ELSE jsonb_build_object('at', $3, 'value', $2) END $$;
CREATE FUNCTION last_final(state jsonb) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$ SELECT ($1 ->> 'value')::double precision $$;
CREATE AGGREGATE last(double precision, timestamptz) (SFUNC = last_step, STYPE = jsonb, FINALFUNC = last_final);

CREATE EXTENSION IF NOT EXISTS btree_gist;

COMMENT ON SCHEMA public IS 'LifeOps: health, sensors, habits, timeline, gamification';

-- ---------------------------------------------------------------- types ----
CREATE TYPE metric_kind AS ENUM
  ('heart_rate', 'hrv', 'steps', 'sleep_minutes', 'weight_kg', 'blood_oxygen', 'body_temperature');
CREATE TYPE habit_outcome AS ENUM ('done', 'partial', 'skipped', 'failed');
CREATE TYPE item_kind     AS ENUM ('task', 'habit', 'routine', 'event', 'reminder');
CREATE TYPE game_event    AS ENUM ('xp_gained', 'level_up', 'achievement_unlocked', 'streak_extended', 'streak_broken');

CREATE TYPE geo_position AS (latitude double precision, longitude double precision, accuracy_m real);
CREATE TYPE time_range   AS RANGE (SUBTYPE = time);
COMMENT ON TYPE geo_position IS 'WGS84 position with accuracy in metres';

CREATE DOMAIN percentage    AS numeric(5,2) CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE DOMAIN email_address AS text CONSTRAINT ck_email_address CHECK (VALUE ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$');
CREATE DOMAIN slug          AS text NOT NULL CHECK (VALUE ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(VALUE) <= 64);
COMMENT ON DOMAIN slug IS 'lower-case key; not a TIMESTAMP and not a VARCHAR(64)';

-- ------------------------------------------------------ shared functions ----
CREATE FUNCTION set_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  -- the text below must not confuse a parser: CREATE TABLE x (id SERIAL);
  NEW.updated_at := now();
  RETURN NEW;
END
$$;

-- ------------------------------------------------------- regular tables ----
CREATE TABLE user_profile (
  id                    uuid          NOT NULL DEFAULT gen_random_uuid(),
  display_name          text          NOT NULL,
  email                 email_address NOT NULL,
  time_zone             text          NOT NULL DEFAULT 'UTC',
  locale                text          NOT NULL DEFAULT 'en',
  birth_date            date,
  home_position         geo_position,
  quiet_hours           time_range    NOT NULL DEFAULT '[22:00,23:59]',
  notification_channels text[]        NOT NULL DEFAULT '{push,email}',
  preferences           jsonb         NOT NULL DEFAULT '{"theme": "dark", "week_start": 1}',
  is_active             boolean       NOT NULL DEFAULT true,
  created_at            timestamptz   NOT NULL DEFAULT now(),
  updated_at            timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT pk_user_profile PRIMARY KEY (id),
  CONSTRAINT ck_user_profile_display_name CHECK (length(btrim(display_name)) BETWEEN 1 AND 80),
  CONSTRAINT ck_user_profile_preferences CHECK (jsonb_typeof(preferences) = 'object')
);
CREATE UNIQUE INDEX idx_user_profile_email_lower ON user_profile (lower(email::text));
CREATE INDEX idx_user_profile_active ON user_profile (created_at) WHERE is_active;
CREATE INDEX idx_user_profile_preferences ON user_profile USING gin (preferences jsonb_path_ops);
CREATE TRIGGER trg_user_profile_updated_at BEFORE UPDATE ON user_profile
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE  user_profile IS 'One row per person; the root of every foreign key in this database';
COMMENT ON COLUMN user_profile.quiet_hours IS 'Local time-of-day range without notifications';
COMMENT ON COLUMN user_profile.preferences IS 'Client settings; searched with @>';

CREATE TABLE time_anchors (
  id             bigint      GENERATED ALWAYS AS IDENTITY,
  user_id        uuid        NOT NULL,
  anchor_key     slug,
  label          text        NOT NULL,
  local_time     time        NOT NULL,
  weekdays       smallint[]  NOT NULL DEFAULT '{1,2,3,4,5,6,7}',
  tolerance      interval    NOT NULL DEFAULT interval '15 minutes',
  is_enabled     boolean     NOT NULL DEFAULT true,
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_time_anchors PRIMARY KEY (id),
  CONSTRAINT uq_time_anchors_user_key UNIQUE (user_id, anchor_key),
  CONSTRAINT fk_time_anchors_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_time_anchors_weekdays CHECK (weekdays <@ ARRAY[1,2,3,4,5,6,7]::smallint[] AND cardinality(weekdays) > 0),
  CONSTRAINT ck_time_anchors_tolerance CHECK (tolerance >= interval '0')
);
COMMENT ON TABLE time_anchors IS 'Fixed points of the day (wake, lunch, sleep) that timeline items attach to';

CREATE TABLE timeline_items (
  id                uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id           uuid        NOT NULL,
  parent_item_id    uuid,
  time_anchor_id    bigint,
  kind              item_kind   NOT NULL DEFAULT 'task',
  title             text        NOT NULL,
  notes             text        NOT NULL DEFAULT '',
  recurrence        jsonb       NOT NULL DEFAULT '{}',
  planned_period    tstzrange,
  anchor_offset     interval    NOT NULL DEFAULT interval '0',
  priority          smallint    NOT NULL DEFAULT 3,
  xp_reward         integer     NOT NULL DEFAULT 10,
  tags              text[]      NOT NULL DEFAULT '{}',
  is_archived       boolean     NOT NULL DEFAULT false,
  search_text       tsvector    GENERATED ALWAYS AS
                      (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', notes), 'B')) STORED,
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_timeline_items PRIMARY KEY (id),
  CONSTRAINT fk_timeline_items_user   FOREIGN KEY (user_id)        REFERENCES user_profile (id)   ON DELETE CASCADE,
  CONSTRAINT fk_timeline_items_parent FOREIGN KEY (parent_item_id) REFERENCES timeline_items (id) ON DELETE CASCADE,
  CONSTRAINT fk_timeline_items_anchor FOREIGN KEY (time_anchor_id) REFERENCES time_anchors (id)   ON DELETE SET NULL,
  CONSTRAINT ck_timeline_items_priority CHECK (priority BETWEEN 1 AND 5),
  CONSTRAINT ck_timeline_items_xp CHECK (xp_reward >= 0),
  CONSTRAINT ck_timeline_items_not_own_parent CHECK (parent_item_id IS DISTINCT FROM id)
);
CREATE INDEX idx_timeline_items_user_kind ON timeline_items (user_id, kind) INCLUDE (title);
CREATE INDEX idx_timeline_items_parent_item_id ON timeline_items (parent_item_id) WHERE parent_item_id IS NOT NULL;
CREATE INDEX idx_timeline_items_time_anchor_id ON timeline_items (time_anchor_id);
CREATE INDEX idx_timeline_items_open ON timeline_items (user_id, priority, created_at DESC) WHERE NOT is_archived;
CREATE INDEX idx_timeline_items_tags ON timeline_items USING gin (tags);
CREATE INDEX idx_timeline_items_recurrence ON timeline_items USING gin (recurrence);
CREATE INDEX idx_timeline_items_search ON timeline_items USING gin (search_text);
CREATE INDEX idx_timeline_items_planned ON timeline_items USING gist (planned_period);
CREATE TRIGGER trg_timeline_items_updated_at BEFORE UPDATE ON timeline_items
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
COMMENT ON TABLE  timeline_items IS 'Things planned on the personal timeline';
COMMENT ON COLUMN timeline_items.recurrence IS 'RFC 5545 rule in JSON: {"freq": "weekly", "byday": ["MO"]}';

CREATE TABLE timeline_completions (
  id            bigint        GENERATED ALWAYS AS IDENTITY,
  item_id       uuid          NOT NULL,
  user_id       uuid          NOT NULL,
  occurrence_on date          NOT NULL,
  completed_at  timestamptz   NOT NULL DEFAULT now(),
  outcome       habit_outcome NOT NULL DEFAULT 'done',
  quality       percentage,
  details       jsonb         NOT NULL DEFAULT '{}',
  CONSTRAINT pk_timeline_completions PRIMARY KEY (id),
  CONSTRAINT uq_timeline_completions_occurrence UNIQUE (item_id, occurrence_on),
  CONSTRAINT fk_timeline_completions_item FOREIGN KEY (item_id) REFERENCES timeline_items (id) ON DELETE CASCADE,
  CONSTRAINT fk_timeline_completions_user FOREIGN KEY (user_id) REFERENCES user_profile (id)  ON DELETE CASCADE
);
CREATE INDEX idx_timeline_completions_user_completed ON timeline_completions (user_id, completed_at DESC);
CREATE INDEX idx_timeline_completions_details ON timeline_completions USING gin (details);
COMMENT ON TABLE timeline_completions IS 'One row per finished occurrence of a timeline item';

CREATE TABLE timeline_overrides (
  id               bigint      GENERATED BY DEFAULT AS IDENTITY (START WITH 1000 INCREMENT BY 10),
  item_id          uuid        NOT NULL,
  effective_dates  daterange   NOT NULL,
  is_cancelled     boolean     NOT NULL DEFAULT false,
  replacement_time time,
  patch            jsonb       NOT NULL DEFAULT '{}',
  reason           text,
  created_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_timeline_overrides PRIMARY KEY (id),
  CONSTRAINT fk_timeline_overrides_item FOREIGN KEY (item_id) REFERENCES timeline_items (id) ON DELETE CASCADE,
  CONSTRAINT ex_timeline_overrides_dates EXCLUDE USING gist (item_id WITH =, effective_dates WITH &&),
  CONSTRAINT ck_timeline_overrides_effect CHECK (is_cancelled OR replacement_time IS NOT NULL OR patch <> '{}')
);
CREATE INDEX idx_timeline_overrides_item_id ON timeline_overrides (item_id);
COMMENT ON TABLE timeline_overrides IS 'Exceptions to a recurring timeline item; date ranges of one item never overlap';

CREATE TABLE calendar_events (
  id               uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id          uuid        NOT NULL,
  timeline_item_id uuid,
  provider         text        NOT NULL DEFAULT 'local',
  external_id      text,
  title            text        NOT NULL,
  starts_at        timestamptz NOT NULL,
  ends_at          timestamptz NOT NULL,
  is_all_day       boolean     NOT NULL DEFAULT false,
  attendees        text[]      NOT NULL DEFAULT '{}',
  place            geo_position,
  raw_event        jsonb       NOT NULL DEFAULT '{}',
  period           tstzrange   GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)')) STORED,
  duration_minutes integer     GENERATED ALWAYS AS ((extract(epoch FROM (ends_at - starts_at)) / 60)::integer) STORED,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_calendar_events PRIMARY KEY (id),
  CONSTRAINT fk_calendar_events_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT fk_calendar_events_item FOREIGN KEY (timeline_item_id) REFERENCES timeline_items (id) ON DELETE SET NULL,
  CONSTRAINT uq_calendar_events_external UNIQUE NULLS DISTINCT (user_id, provider, external_id),
  CONSTRAINT ck_calendar_events_period CHECK (ends_at >= starts_at)
);
CREATE INDEX idx_calendar_events_user_starts ON calendar_events (user_id, starts_at);
CREATE INDEX idx_calendar_events_timeline_item_id ON calendar_events (timeline_item_id) WHERE timeline_item_id IS NOT NULL;
CREATE INDEX idx_calendar_events_period ON calendar_events USING gist (user_id, period);
CREATE INDEX idx_calendar_events_raw_event ON calendar_events USING gin (raw_event jsonb_path_ops);
COMMENT ON TABLE calendar_events IS 'Local and imported calendar entries';
COMMENT ON COLUMN calendar_events.duration_minutes IS 'generated from starts_at and ends_at';

CREATE TABLE timeline_streaks (
  item_id           uuid        NOT NULL,
  current_length    integer     NOT NULL DEFAULT 0,
  best_length       integer     NOT NULL DEFAULT 0,
  last_completed_on date,
  frozen_periods    datemultirange NOT NULL DEFAULT '{}',
  updated_at        timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_timeline_streaks PRIMARY KEY (item_id),
  CONSTRAINT fk_timeline_streaks_item FOREIGN KEY (item_id) REFERENCES timeline_items (id) ON DELETE CASCADE,
  CONSTRAINT ck_timeline_streaks_lengths CHECK (current_length >= 0 AND best_length >= current_length)
);
COMMENT ON TABLE timeline_streaks IS 'Streak state per timeline item (1:1, primary key is the foreign key)';

CREATE TABLE streaks (
  id             bigint      GENERATED ALWAYS AS IDENTITY,
  user_id        uuid        NOT NULL,
  streak_key     slug,
  started_on     date        NOT NULL,
  ended_on       date,
  length_days    integer     GENERATED ALWAYS AS (coalesce(ended_on, started_on) - started_on + 1) STORED,
  is_current     boolean     NOT NULL DEFAULT true,
  metadata       jsonb       NOT NULL DEFAULT '{}',
  CONSTRAINT pk_streaks PRIMARY KEY (id),
  CONSTRAINT fk_streaks_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_streaks_dates CHECK (ended_on IS NULL OR ended_on >= started_on)
);
CREATE UNIQUE INDEX idx_streaks_one_current ON streaks (user_id, streak_key) WHERE is_current;
CREATE INDEX idx_streaks_user_started ON streaks (user_id, started_on DESC);
COMMENT ON TABLE streaks IS 'History of streaks per user and key';

CREATE TABLE achievements (
  id            uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id       uuid        NOT NULL,
  code          slug,
  title         text        NOT NULL,
  tier          smallint    NOT NULL DEFAULT 1,
  progress      percentage  NOT NULL DEFAULT 0,
  criteria      jsonb       NOT NULL DEFAULT '{}',
  unlocked_at   timestamptz,
  created_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_achievements PRIMARY KEY (id),
  CONSTRAINT uq_achievements_user_code UNIQUE (user_id, code),
  CONSTRAINT fk_achievements_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_achievements_tier CHECK (tier IN (1, 2, 3, 4, 5)),
  CONSTRAINT ck_achievements_unlocked CHECK (unlocked_at IS NULL OR progress = 100)
);
CREATE INDEX idx_achievements_unlocked_at ON achievements (unlocked_at DESC NULLS LAST) WHERE unlocked_at IS NOT NULL;
CREATE INDEX idx_achievements_criteria ON achievements USING gin (criteria);
COMMENT ON TABLE achievements IS 'Achievements per user with progress';

CREATE TABLE daily_scores (
  user_id      uuid          NOT NULL,
  score_date   date          NOT NULL,
  health       percentage    NOT NULL DEFAULT 0,
  habits       percentage    NOT NULL DEFAULT 0,
  focus        percentage    NOT NULL DEFAULT 0,
  total        numeric(7,2)  GENERATED ALWAYS AS
                 ((health::numeric + habits::numeric + focus::numeric) / 3) STORED,
  components   jsonb         NOT NULL DEFAULT '{}',
  computed_at  timestamptz   NOT NULL DEFAULT now(),
  CONSTRAINT pk_daily_scores PRIMARY KEY (user_id, score_date),
  CONSTRAINT fk_daily_scores_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE
);
CREATE INDEX idx_daily_scores_score_date ON daily_scores USING brin (score_date);
COMMENT ON TABLE daily_scores IS 'Daily score per user; foreign key covered by the primary key prefix';

CREATE TABLE daily_summaries (
  user_id       uuid        NOT NULL,
  summary_date  date        NOT NULL,
  headline      text        NOT NULL DEFAULT '',
  body_markdown text        NOT NULL DEFAULT '',
  highlights    text[]      NOT NULL DEFAULT '{}',
  facts         jsonb       NOT NULL DEFAULT '{}',
  generated_by  text        NOT NULL DEFAULT 'system',
  created_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_daily_summaries PRIMARY KEY (user_id, summary_date),
  CONSTRAINT fk_daily_summaries_score FOREIGN KEY (user_id, summary_date)
    REFERENCES daily_scores (user_id, score_date) ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT ck_daily_summaries_generated_by CHECK (generated_by IN ('system', 'user', 'assistant'))
);
CREATE INDEX idx_daily_summaries_facts ON daily_summaries USING gin (facts);
COMMENT ON TABLE daily_summaries IS 'Narrative summary of a day';

-- --------------------------------------------------------- hypertables ----
CREATE TABLE health_metrics (
  user_id      uuid          NOT NULL,
  metric       metric_kind   NOT NULL,
  recorded_at  timestamptz   NOT NULL,
  value        numeric(12,4) NOT NULL,
  unit         text          NOT NULL,
  source       text          NOT NULL DEFAULT 'manual',
  confidence   percentage,
  metadata     jsonb         NOT NULL DEFAULT '{}',
  CONSTRAINT pk_health_metrics PRIMARY KEY (user_id, metric, recorded_at),
  CONSTRAINT fk_health_metrics_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_health_metrics_value CHECK (value >= 0)
);
CREATE INDEX idx_health_metrics_metric_recorded ON health_metrics (metric, recorded_at DESC);
COMMENT ON TABLE health_metrics IS 'Body measurements (hypertable, 7 day chunks, 2 hash partitions by user)';

CREATE TABLE sensor_readings (
  user_id     uuid             NOT NULL,
  sensor_key  text             NOT NULL,
  reading_at  timestamptz      NOT NULL,
  value       double precision NOT NULL,
  quality     smallint         NOT NULL DEFAULT 100,
  is_outlier  boolean          NOT NULL DEFAULT false,
  payload     jsonb            NOT NULL DEFAULT '{}',
  CONSTRAINT pk_sensor_readings PRIMARY KEY (user_id, sensor_key, reading_at),
  CONSTRAINT fk_sensor_readings_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_sensor_readings_quality CHECK (quality BETWEEN 0 AND 100)
);
CREATE INDEX idx_sensor_readings_reading_at ON sensor_readings (reading_at DESC);
CREATE INDEX idx_sensor_readings_payload ON sensor_readings USING gin (payload jsonb_path_ops);
CREATE INDEX idx_sensor_readings_outliers ON sensor_readings (sensor_key, reading_at DESC) WHERE is_outlier;
COMMENT ON TABLE  sensor_readings IS 'Raw sensor values (hypertable, 2 day chunks)';
COMMENT ON COLUMN sensor_readings.payload IS 'Device frame as received; searched with @>';

CREATE TABLE habit_logs (
  id         bigint        GENERATED ALWAYS AS IDENTITY,
  user_id    uuid          NOT NULL,
  habit_key  slug,
  logged_at  timestamptz   NOT NULL DEFAULT now(),
  outcome    habit_outcome NOT NULL DEFAULT 'done',
  amount     numeric(10,2) NOT NULL DEFAULT 1,
  note       text,
  context    jsonb         NOT NULL DEFAULT '{}',
  CONSTRAINT pk_habit_logs PRIMARY KEY (id, logged_at),
  CONSTRAINT fk_habit_logs_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT ck_habit_logs_amount CHECK (amount >= 0)
);
CREATE INDEX idx_habit_logs_user_habit ON habit_logs (user_id, habit_key, logged_at DESC);
CREATE INDEX idx_habit_logs_context ON habit_logs USING gin (context);
COMMENT ON TABLE habit_logs IS 'Habit check-ins (hypertable)';

CREATE TABLE gamification_events (
  id             uuid        NOT NULL DEFAULT gen_random_uuid(),
  user_id        uuid        NOT NULL,
  occurred_at    timestamptz NOT NULL DEFAULT now(),
  event          game_event  NOT NULL,
  xp_delta       integer     NOT NULL DEFAULT 0,
  source_item_id uuid,
  payload        jsonb       NOT NULL DEFAULT '{}',
  CONSTRAINT pk_gamification_events PRIMARY KEY (id, occurred_at),
  CONSTRAINT fk_gamification_events_user FOREIGN KEY (user_id) REFERENCES user_profile (id) ON DELETE CASCADE,
  CONSTRAINT fk_gamification_events_item FOREIGN KEY (source_item_id) REFERENCES timeline_items (id) ON DELETE SET NULL
);
CREATE INDEX idx_gamification_events_user_time ON gamification_events (user_id, occurred_at DESC);
CREATE INDEX idx_gamification_events_source_item_id ON gamification_events (source_item_id) WHERE source_item_id IS NOT NULL;
CREATE INDEX idx_gamification_events_payload ON gamification_events USING gin (payload);
COMMENT ON TABLE gamification_events IS 'Experience and achievement events (hypertable)';

-- ------------------------------------------------ continuous aggregate ----
CREATE MATERIALIZED VIEW sensor_hourly AS
SELECT user_id,
       sensor_key,
       time_bucket(INTERVAL '1 hour', reading_at) AS bucket,
       count(*)                                   AS reading_count,
       avg(value)                                 AS avg_value,
       min(value)                                 AS min_value,
       max(value)                                 AS max_value,
       last(value, reading_at)                    AS last_value
FROM sensor_readings
GROUP BY user_id, sensor_key, bucket
WITH NO DATA;
COMMENT ON MATERIALIZED VIEW sensor_hourly IS 'Hourly rollup of sensor_readings';
CREATE INDEX idx_sensor_hourly_key_bucket ON sensor_hourly (sensor_key, bucket DESC);


-- --------------------------------- views, functions, user-defined job ----
CREATE VIEW today_timeline WITH (security_barrier = true) AS
SELECT i.id, i.user_id, i.title, i.kind, a.local_time + i.anchor_offset AS local_due, s.current_length
FROM timeline_items i
LEFT JOIN time_anchors a     ON a.id = i.time_anchor_id
LEFT JOIN timeline_streaks s ON s.item_id = i.id
WHERE NOT i.is_archived
  AND NOT EXISTS (SELECT 1 FROM timeline_overrides o
                  WHERE o.item_id = i.id AND o.is_cancelled AND o.effective_dates @> current_date);
COMMENT ON VIEW today_timeline IS 'Open items with their local due time';

CREATE MATERIALIZED VIEW user_overview AS
SELECT u.id AS user_id, u.display_name,
       count(DISTINCT t.id)                                        AS item_count,
       max(c.completed_at)                                         AS last_completion_at,
       coalesce(max(s.total), 0)                                   AS best_score
FROM user_profile u
LEFT JOIN timeline_items t       ON t.user_id = u.id
LEFT JOIN timeline_completions c ON c.item_id = t.id
LEFT JOIN daily_scores s         ON s.user_id = u.id
GROUP BY u.id, u.display_name
WITH NO DATA;
CREATE UNIQUE INDEX idx_user_overview_user_id ON user_overview (user_id);
COMMENT ON MATERIALIZED VIEW user_overview IS 'Refreshed daily by the job refresh_user_overview';

CREATE FUNCTION completion_rate(p_user_id uuid, p_days integer DEFAULT 30) RETURNS percentage
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(round(100.0 * count(*) FILTER (WHERE outcome = 'done') / nullif(count(*), 0), 2), 0)::percentage
  FROM habit_logs
  WHERE user_id = p_user_id AND logged_at > now() - make_interval(days => p_days);
END;
COMMENT ON FUNCTION completion_rate(uuid, integer) IS 'Share of done habits in the last p_days days';

CREATE PROCEDURE refresh_user_overview(job_id integer, config jsonb)
LANGUAGE plpgsql AS $proc$
BEGIN
  REFRESH MATERIALIZED VIEW user_overview;
END
$proc$;
