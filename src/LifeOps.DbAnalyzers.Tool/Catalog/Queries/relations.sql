-- Tables, views, materialized views, sequences and foreign tables; members of extensions left out.
SELECT n.nspname AS schema_name, c.relname, c.oid::bigint AS oid, c.relkind, c.relpersistence, c.relispartition,
       c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.reltuples::bigint AS row_estimate,
       CASE WHEN c.relkind IN ('r','p','m') THEN pg_table_size(c.oid) END AS table_bytes,
       pg_get_partkeydef(c.oid) AS partition_key, pg_get_expr(c.relpartbound, c.oid) AS partition_bound,
       (SELECT json_agg(format('%I.%I', pn.nspname, p.relname) ORDER BY i.inhseqno)
        FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) AS parents,
       CASE WHEN c.relkind IN ('v','m') THEN pg_get_viewdef(c.oid, true) END AS view_definition,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       am.amname AS access_method, c.relreplident,
       f.srvname AS foreign_server, f.ftoptions AS foreign_options,
       s.seqtypid::regtype::text AS seq_type, s.seqstart AS seq_start, s.seqincrement AS seq_increment, s.seqmin AS seq_min, s.seqmax AS seq_max, s.seqcache AS seq_cache, s.seqcycle AS seq_cycle,
       o.owner_table, o.owner_column, o.owner_deptype,
       obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN (SELECT ft.ftrelid, ft.ftoptions, fs.srvname FROM pg_foreign_table ft JOIN pg_foreign_server fs ON fs.oid = ft.ftserver) f ON f.ftrelid = c.oid
LEFT JOIN pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN LATERAL (
  SELECT format('%I.%I', tn.nspname, t.relname) AS owner_table, a.attname AS owner_column, d.deptype AS owner_deptype
  FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
  LIMIT 1) o ON true
WHERE c.relkind IN ('r','p','v','m','S','f') AND {schemas}
  AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
