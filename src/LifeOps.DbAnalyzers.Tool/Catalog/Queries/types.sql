-- Enums, domains, free-standing composites and ranges (a multirange comes with its range).
SELECT n.nspname AS schema_name, t.typname, t.oid::bigint AS oid, t.typtype, t.typrelid::bigint AS relation_oid,
       format_type(nullif(t.typbasetype, 0), t.typtypmod) AS base_type, t.typnotnull, t.typdefault,
       CASE WHEN t.typcollation <> 0 AND t.typcollation <> bt.typcollation THEN (SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = t.typcollation) END AS collation,
       (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS enum_labels,
       (SELECT json_agg(json_build_object('attname', a.attname, 'data_type', format_type(a.atttypid, a.atttypmod), 'collation', CASE WHEN a.attcollation <> (SELECT t.typcollation FROM pg_type t WHERE t.oid = a.atttypid) THEN (SELECT format('%I.%I', cn.nspname, co.collname) FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END, 'comment', col_description(t.typrelid, a.attnum)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes,
       format_type(r.rngsubtype, NULL) AS range_subtype,
       {since14:(SELECT format('%I.%I', mn.nspname, m.typname) FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid)|NULL::text} AS multirange_type,
       nullif(r.rngsubdiff, 0)::regproc::text AS range_subdiff,
       nullif(r.rngcanonical, 0)::regproc::text AS range_canonical,
       CASE WHEN NOT oc.opcdefault THEN format('%I.%I', ocn.nspname, oc.opcname) END AS range_opclass,
       (SELECT json_agg(json_build_object('conname', k.conname, 'definition', pg_get_constraintdef(k.oid), 'contype', k.contype, 'convalidated', k.convalidated, 'comment', obj_description(k.oid, 'pg_constraint')) ORDER BY k.conname COLLATE "C") FROM pg_constraint k WHERE k.contypid = t.oid) AS domain_constraints,
       obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type bt ON bt.oid = t.typbasetype
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_opclass oc ON oc.oid = r.rngsubopc
LEFT JOIN pg_namespace ocn ON ocn.oid = oc.opcnamespace
WHERE (t.typtype IN ('e','d','r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND {schemas}
  AND t.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_type'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"
