-- One row: the server, what is installed in the database, and its schemas.
SELECT current_setting('server_version_num')::int AS version_num,
       current_setting('server_version') AS version,
       current_database() AS database_name,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescaledb_version,
       (SELECT quote_ident(n.nspname) || '.' FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb') AS timescaledb_prefix,
       (SELECT json_agg(json_build_object('extname', e.extname, 'schema_name', n.nspname, 'extversion', e.extversion, 'relocatable', e.extrelocatable) ORDER BY e.extname)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname <> 'plpgsql') AS extensions,
       (SELECT json_agg(json_build_object('schema_name', n.nspname, 'comment', obj_description(n.oid, 'pg_namespace')) ORDER BY n.nspname)
        FROM pg_namespace n WHERE {schemas}
          AND n.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_namespace'::regclass AND x.deptype = 'e')) AS schemas
