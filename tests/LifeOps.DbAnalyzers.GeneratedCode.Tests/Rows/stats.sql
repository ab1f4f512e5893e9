INSERT INTO level_thresholds (level, xp_required, title) SELECT n, (n - 1) * n * 50, 'Rank ' || n FROM generate_series(1, 5) n;
INSERT INTO stat_level_thresholds (stat, level, xp_required, bonus) SELECT s, n, (n - 1) * n * 20, n * 0.5 FROM unnest(enum_range(NULL::stat_kind)) s, generate_series(1, 3) n;
INSERT INTO characters (id, owner_id, name, level, total_xp, titles, level_window)
SELECT ('20000000-0000-4000-8000-00000000000' || n)::uuid, gen_random_uuid(), 'Hero ' || n, n, n * 37, CASE n WHEN 1 THEN '{}'::text[] ELSE ARRAY['the ' || n, ''] END, int8range(n, CASE WHEN n > 1 THEN n + 100 END) FROM generate_series(1, 3) n;
INSERT INTO character_stats (character_id, stat, base_value, stat_level, xp) SELECT c.id, s, 12, 2, 900 FROM characters c, unnest(enum_range(NULL::stat_kind)) s;
INSERT INTO stat_nodes (code, name, kind, stat, "position", modifiers, tags)
SELECT 'node_' || n, 'Node ' || n, (enum_range(NULL::node_kind))[n], (enum_range(NULL::stat_kind))[n], CASE n WHEN 1 THEN ROW(NULL, 1.5)::tree_position ELSE ROW(n, n * 30.125)::tree_position END, '{"add": 1}', '{x,y}' FROM generate_series(1, 3) n;
INSERT INTO stat_node_edges (from_node_id, to_node_id) VALUES (1, 2), (2, 3);
INSERT INTO character_nodes (character_id, node_id) SELECT c.id, n FROM characters c, generate_series(1, 3) n;
INSERT INTO skills (code, name, primary_stat, parent_skill_id, stat_weights)
SELECT 'skill_' || n, 'Skill ' || n, (enum_range(NULL::stat_kind))[n], CASE WHEN n > 1 THEN 1 END, ARRAY[1.000, 0.125 * n] FROM generate_series(1, 4) n;
INSERT INTO character_skills (character_id, skill_id, level, xp, last_trained_at) SELECT c.id, s.id, s.id, 77, CASE WHEN s.id > 1 THEN timestamptz '2026-01-01 00:00:00+00' END FROM characters c, skills s;
INSERT INTO derived_stats (character_id, code, value, formula, valid_during) SELECT id, 'max_health', 100.1234, '100 + level * 7', tstzrange('2026-01-01 00:00:00+00', NULL) FROM characters;
INSERT INTO activity_log (character_id, skill_id, occurred_at, kind, duration, xp_gained)
SELECT c.id, CASE WHEN n > 1 THEN n END, timestamptz '2026-07-02 00:00:00+00' + n * interval '60 days', (enum_range(NULL::activity_kind))[n], interval '30 minutes', 5 + n FROM characters c, generate_series(1, 4) n;
REFRESH MATERIALIZED VIEW skill_leaderboard;
