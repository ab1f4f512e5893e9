-- Tables, views, materialized views, sequences and foreign tables; members of extensions left out.
SELECT n.nspname AS schema_name, c.relname, c.oid::bigint AS oid, c.relkind, c.relpersistence, c.relispartition,
       c.relrowsecurity, c.relforcerowsecurity, to_json(c.reloptions) AS reloptions, to_json(tt.reloptions) AS toast_options, c.reltuples::bigint AS row_estimate,
       -- As of the same VACUUM or ANALYZE as the row estimate, and without opening every file.
       (c.relpages + coalesce(tt.relpages, 0)) * current_setting('block_size')::bigint AS table_bytes,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key, pg_get_expr(c.relpartbound, c.oid) AS partition_bound,
       CASE WHEN c.relkind IN ('r','p','f') THEN (SELECT json_agg(format('%I.%I', pn.nspname, p.relname) ORDER BY i.inhseqno)
        FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) END AS parents,
       CASE WHEN c.relkind IN ('v','m') THEN pg_get_viewdef(c.oid, true) END AS view_definition,
       CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
       am.amname AS access_method, c.relreplident,
       f.srvname AS foreign_server, to_json(f.ftoptions) AS foreign_options,
       format_type(s.seqtypid, NULL) AS seq_type, s.seqstart AS seq_start, s.seqincrement AS seq_increment, s.seqmin AS seq_min, s.seqmax AS seq_max, s.seqcache AS seq_cache, s.seqcycle AS seq_cycle,
       CASE WHEN oc.oid IS NOT NULL THEN format('%I.%I', (SELECT tn.nspname FROM pg_namespace tn WHERE tn.oid = oc.relnamespace), oc.relname) END AS owner_table,
       CASE WHEN oc.oid IS NOT NULL THEN (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = o.refobjid AND a.attnum = o.refobjsubid) END AS owner_column, o.deptype AS owner_deptype,
       ds.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class tt ON tt.oid = c.reltoastrelid
LEFT JOIN pg_description ds ON ds.objoid = c.oid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = 0
LEFT JOIN pg_am am ON am.oid = c.relam
LEFT JOIN (SELECT ft.ftrelid, ft.ftoptions, fs.srvname FROM pg_foreign_table ft JOIN pg_foreign_server fs ON fs.oid = ft.ftserver) f ON f.ftrelid = c.oid
LEFT JOIN pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN (
  SELECT d.objid, d.refobjid, d.refobjsubid, d.deptype
  FROM pg_depend d JOIN pg_sequence q ON q.seqrelid = d.objid
  WHERE d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0) o ON o.objid = c.oid
LEFT JOIN pg_class oc ON oc.oid = o.refobjid
WHERE c.relkind IN ('r','p','v','m','S','f') AND {schemas}
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
