-- One row: the server, what is installed in the database, its collations (whose columns differ from version to version) and schemas.
SELECT current_setting('server_version_num')::int AS version_num,
       current_setting('server_version') AS version,
       current_database() AS database_name,
       (SELECT string_agg(o.oid::text || ' ' || format_type(o.opcintype, NULL), E'\n') FROM pg_opclass o JOIN pg_am am ON am.oid = o.opcmethod WHERE o.opcdefault AND am.amname = 'btree') AS operator_classes,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescaledb_version,
       (SELECT quote_ident(n.nspname) || '.' FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb') AS timescaledb_prefix,
       (SELECT json_agg(json_build_object('extname', e.extname, 'schema_name', n.nspname, 'extversion', e.extversion, 'relocatable', e.extrelocatable) ORDER BY e.extname)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql') AS extensions,
       (SELECT json_agg(json_build_object('name', format('%I.%I', n.nspname, c.collname), 'schema_name', n.nspname, 'provider', c.collprovider, 'deterministic', c.collisdeterministic,
          'lc_collate', c.collcollate, 'lc_ctype', c.collctype, 'locale', coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale'), 'rules', to_jsonb(c) ->> 'collicurules',
          'comment', obj_description(c.oid, 'pg_collation')) ORDER BY n.nspname COLLATE "C", c.collname COLLATE "C")
        FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace WHERE {schemas}
          AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_collation'::regclass AND x.deptype = 'e')) AS collations,
       (SELECT json_agg(json_build_object('schema_name', n.nspname, 'comment', obj_description(n.oid, 'pg_namespace')) ORDER BY n.nspname)
        FROM pg_namespace n WHERE {schemas}
          AND n.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_namespace'::regclass AND x.deptype = 'e')) AS schemas
