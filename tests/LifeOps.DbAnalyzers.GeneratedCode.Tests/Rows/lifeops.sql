INSERT INTO user_profile (id, display_name, email, birth_date, home_position, quiet_hours, notification_channels, preferences, is_active) VALUES
  ('00000000-0000-4000-8000-000000000001', 'Ada', 'ada@example.org', '1990-02-28', ROW(50.8, 4.3, 12.5), '[22:00,23:59]', '{push}', '{"a": 1}', true),
  ('00000000-0000-4000-8000-000000000002', 'Bo "x"', 'bo@example.org', NULL, NULL, 'empty', '{}', '{}', false),
  ('00000000-0000-4000-8000-000000000003', 'Çelik', 'c@example.org', '2000-01-01', ROW(NULL, 4.3, NULL), '(,06:00)', DEFAULT, DEFAULT, DEFAULT);
INSERT INTO time_anchors (user_id, anchor_key, label, local_time, weekdays, tolerance)
SELECT u.id, k, initcap(k), t, '{1,5}', interval '90 seconds' FROM user_profile u, (VALUES ('wake', time '06:45'), ('lunch', '12:30:15.5'), ('sleep', '22:45')) a(k, t);
INSERT INTO timeline_items (id, user_id, time_anchor_id, kind, title, notes, recurrence, planned_period, tags, priority)
SELECT ('10000000-0000-4000-8000-00000000000' || n)::uuid, '00000000-0000-4000-8000-000000000001', CASE WHEN n > 1 THEN n END, (enum_range(NULL::item_kind))[n],
       'Item ' || n, 'notes ' || n, '{"freq": "daily"}', CASE WHEN n <> 2 THEN tstzrange('2026-01-01 00:00:00+00', CASE WHEN n = 3 THEN NULL ELSE '2026-01-02 00:00:00+00'::timestamptz END) END,
       ARRAY['auto', 'n' || n], n
FROM generate_series(1, 4) n;
UPDATE timeline_items SET parent_item_id = '10000000-0000-4000-8000-000000000001' WHERE priority > 2;
INSERT INTO timeline_completions (item_id, user_id, occurrence_on, completed_at, outcome, quality)
SELECT i.id, i.user_id, date '2026-01-01' + i.priority, '2026-01-01 08:00:00.123456+00', (enum_range(NULL::habit_outcome))[i.priority], nullif(i.priority, 2) * 12.25 FROM timeline_items i;
INSERT INTO timeline_overrides (item_id, effective_dates, is_cancelled, replacement_time, reason)
SELECT id, daterange('2026-03-01', '2026-03-04'), priority = 1, CASE WHEN priority > 1 THEN time '10:00' END, CASE WHEN priority = 1 THEN 'holiday' END FROM timeline_items;
INSERT INTO calendar_events (user_id, timeline_item_id, title, starts_at, ends_at, external_id, place, attendees)
SELECT user_id, CASE WHEN priority > 1 THEN id END, 'Event ' || title, '2026-05-01 10:00:00+00', '2026-05-01 10:45:00+00', id::text, CASE WHEN priority = 1 THEN ROW(1.5, -2.5, 3)::geo_position END, ARRAY['a@b.c', 'ü']
FROM timeline_items;
INSERT INTO timeline_streaks (item_id, current_length, best_length, last_completed_on, frozen_periods)
SELECT id, 3, 9, CASE WHEN priority > 1 THEN date '2026-01-31' END, CASE WHEN priority > 2 THEN '{[2026-01-01,2026-01-03),[2026-02-01,)}'::datemultirange ELSE '{}' END FROM timeline_items;
INSERT INTO streaks (user_id, streak_key, started_on, ended_on, is_current)
SELECT '00000000-0000-4000-8000-000000000001', 'meditation', date '2026-01-01' + n * 20, CASE WHEN n > 1 THEN date '2026-01-01' + n * 20 + 12 END, n = 1 FROM generate_series(1, 3) n;
INSERT INTO achievements (user_id, code, title, tier, progress, unlocked_at)
SELECT '00000000-0000-4000-8000-000000000001', 'steps-' || n, n || ' steps', n, CASE WHEN n < 2 THEN 100 ELSE n * 10 END, CASE WHEN n < 2 THEN timestamptz '2026-01-01 00:00:00+00' END FROM generate_series(1, 3) n;
INSERT INTO daily_scores (user_id, score_date, health, habits, focus) SELECT '00000000-0000-4000-8000-000000000001', date '2026-01-01' + n, 33.33, 0, 100 FROM generate_series(1, 3) n;
INSERT INTO daily_summaries (user_id, summary_date, headline) SELECT user_id, score_date, 'Day ' || score_date FROM daily_scores;
INSERT INTO sensor_readings (user_id, sensor_key, reading_at, value, quality, is_outlier, payload)
SELECT '00000000-0000-4000-8000-000000000001', 'temp', timestamptz '2026-01-01 00:00:00+00' + n * interval '207 seconds', 20.5 + n / 3.0, n, n = 2, jsonb_build_object('fw', n) FROM generate_series(1, 5) n;
INSERT INTO health_metrics (user_id, metric, recorded_at, value, unit, confidence)
SELECT '00000000-0000-4000-8000-000000000002', (enum_range(NULL::metric_kind))[n], '2026-01-01 00:00:00+00', 60.1234 * n, 'bpm', CASE WHEN n > 1 THEN 50.5 END FROM generate_series(1, 7) n;
INSERT INTO habit_logs (user_id, habit_key, logged_at, outcome, amount, note, context)
SELECT '00000000-0000-4000-8000-000000000003', 'water', timestamptz '2026-01-01 00:00:00+00' - n * interval '2 hours', (enum_range(NULL::habit_outcome))[n], n + 0.25, CASE WHEN n = 2 THEN 'note' END, '{"mood": 3}' FROM generate_series(1, 4) n;
INSERT INTO gamification_events (user_id, occurred_at, event, xp_delta, source_item_id)
SELECT user_id, '2026-01-01 00:00:00+00', (enum_range(NULL::game_event))[priority], -priority, CASE WHEN priority > 1 THEN id END FROM timeline_items;
REFRESH MATERIALIZED VIEW user_overview;
