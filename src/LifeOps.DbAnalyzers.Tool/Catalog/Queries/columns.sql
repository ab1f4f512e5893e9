-- Columns of tables, views, materialized views and foreign tables, in any order: to sort them takes the server a fifth of its time for them.
SELECT n.nspname AS schema_name, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod) AS data_type,
       a.attnotnull, a.attidentity, a.attgenerated, a.attislocal, a.attinhcount,
       -- Only a generated column's expression names columns: without a table the server opens none.
       pg_get_expr(d.adbin, CASE WHEN a.attgenerated <> '' THEN d.adrelid ELSE 0 END) AS default_expr,
       CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation THEN (SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END AS collation,
       {since14:CASE WHEN a.attcompression <> '' THEN a.attcompression END|NULL::text} AS compression,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage, t.typstorage AS type_storage,
       nullif(a.attstattarget, -1) AS statistics_target, to_json(a.attoptions) AS options,
       {statistics:st.stanullfrac AS null_frac, st.stadistinct AS n_distinct|st.null_frac, st.n_distinct},
       ds.description AS comment
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN {statistics:pg_statistic st ON st.starelid = a.attrelid AND st.staattnum = a.attnum|pg_stats st ON st.schemaname = n.nspname AND st.tablename = c.relname AND st.attname = a.attname}
  -- A partitioned table and a hypertable have no rows of their own: theirs are the statistics of the whole tree.
  AND {statistics:st.stainherit|st.inherited} = (c.relkind = 'p' OR (c.relhassubclass AND c.reltuples <= 0))
LEFT JOIN pg_description ds ON ds.objoid = c.oid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r','p','v','m','f') AND {schemas}
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
