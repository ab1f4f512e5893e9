INSERT INTO scalar_types VALUES
  (DEFAULT, true, -32768, 2147483647, -9223372036854775808, 1.5, -2.25, 12345.67890, '$12.34', 'täxt', 'varchar', 'abc', 'name', 'CiText', '{"j": 1}', '{"jb": [1, 2]}', '<a>1</a>', 'q',
   '00000000-0000-4000-8000-000000000001', '\xdeadbeef', '2026-01-01 12:34:56.789012', '2026-01-01 12:34:56.789012+02', '2026-02-28', '23:59:59.5', '10:00:00+02', '1 hour 2 minutes 3.5 seconds',
   '10.0.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', B'1', B'1010', B'101', 42, '43', '44', 'a:1 fat:2', 'fat & rat', '(1,2)', '{1,2,3}', '[(0,0),(1,1)]', '(1,1),(0,0)',
   '[(0,0),(1,1),(2,0)]', '((0,0),(1,1),(2,0))', '<(1,2),3>', '16/B374D848', 'a=>1,b=>NULL', 'top.science', '$.a[0]', 'happy', 4.5, ROW(ROW('x', 'so-so'), ARRAY['happy', 'very sad']::mood[], '2026-01-01 00:00:00+00')),
  (DEFAULT, false, 0, 0, 0, 'NaN', 'Infinity', 0, '0', '', '', '', '', '', 'null', 'null', '', 'z', '00000000-0000-0000-0000-000000000000', '', '1900-01-01', '1900-01-01 00:00:00+00', '0001-01-01', '00:00', '00:00+00', '-1 hour',
   '::1', 'fe80::/10', '00:00:00:00:00:00', '00:00:00:00:00:00:00:00', B'0', B'0000', B'', 0, '0', '0', '', '!a', '(0,0)', '{1,0,0}', '[(0,0),(0,0)]', '(0,0),(0,0)', '((0,0))', '((0,0))', '<(0,0),0>', '0/0', '', '', '$', 'very sad', 0, ROW(NULL, NULL, NULL));
INSERT INTO range_types VALUES
  (DEFAULT, '[1,5)', '[1,5)', '[1.5,2.5]', '[2026-01-01,2026-02-01)', '[2026-01-01 00:00,2026-01-02 00:00)', '[2026-01-01 00:00+00,)', '{[1,2),[5,9)}', '{[1.5,2.5]}', '{[2026-01-01,2026-01-03)}', '{}', '[1.5,2.5)', '{"[1,2)","[3,4)"}'),
  (DEFAULT, 'empty', NULL, NULL, NULL, NULL, NULL, '{}', NULL, NULL, NULL, '(,)', NULL);
INSERT INTO own_multiranges (c_floatmulti, c_nullable) VALUES ('{[1.5,2.5),[3.5,)}', '{}'), ('{}', NULL);
INSERT INTO array_types VALUES
  (DEFAULT, '{t,f}', '{1,2}', '{3}', '{1.5}', '{1.125}', '{"a","b,c","\"q\""}', '{v}', ARRAY['{"a": 1}'::jsonb], '{00000000-0000-4000-8000-000000000001}', ARRAY['\xff'::bytea], '{2026-01-01 00:00:00+00}', '{2026-01-01}', '{10:00}', '{1 hour}',
   '{10.0.0.1}', '{happy,so-so}', '{1.5,2}', '{x,y}', ARRAY[ROW('a', 'happy'), ROW(NULL, NULL)]::inner_pair[],
   ARRAY[ROW(ROW('a', 'happy'), '{so-so}', '2026-01-01 00:00:00+00'), ROW(NULL, NULL, NULL)]::outer_pair[], '{1.5,0}'),
  (DEFAULT, NULL, '{}', NULL, NULL, NULL, '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO partitioned_types (at, c_mood, c_pair) VALUES ('2026-06-01 12:00:00+00', 'so-so', ROW(ROW('x', 'happy'), '{}', NULL)), ('2030-01-01 00:00:00+00', 'happy', NULL);
INSERT INTO nullable_types (c_bool, c_int4, c_text, c_numeric, c_jsonb, c_bytea, c_timestamp, c_timestamptz, c_date, c_time, c_interval, c_inet, c_mood, c_score, c_pair) VALUES
  (true, 1, 'text', 1.5, '{}', '\x00', '2026-01-01', '2026-01-01 00:00:00+00', '2026-01-01', '10:00', '1 hour', '10.0.0.1', 'happy', 2, ROW(ROW('x', 'happy'), '{}', NULL)),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Odd Schema"."select" VALUES (1, 2, 'a', 'b', 'c', 'd', 'e', 'f'), (2, 3, '', '''', '"', '*/', E'\n', '@');
