-- What hangs on a relation: triggers (t), policies (p) and rules (r); and what roles other than the owner may do (g).
SELECT 't' AS kind, n.nspname AS schema_name, c.relname, c.oid::bigint AS oid, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition, t.tgenabled AS enabled,
       obj_description(t.oid, 'pg_trigger') AS comment, NULL::json AS policy
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND {parentless} AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
UNION ALL
SELECT 'p', n.nspname, c.relname, c.oid::bigint, p.polname, NULL, 'O', obj_description(p.oid, 'pg_policy'),
       json_build_object('permissive', p.polpermissive, 'command', p.polcmd, 'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
         'roles', (SELECT json_agg(CASE WHEN r = 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(r)) END ORDER BY r) FROM unnest(p.polroles) r))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
UNION ALL
SELECT 'r', n.nspname, c.relname, c.oid::bigint, w.rulename, pg_get_ruledef(w.oid), w.ev_enabled, obj_description(w.oid, 'pg_rewrite'), NULL
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN' AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
UNION ALL
SELECT 'g', n.nspname, c.relname, c.oid::bigint, g.grantee::regrole::text,
       format('GRANT %s ON %s %I.%I TO %s%s', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), CASE WHEN c.relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname,
         CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) g
WHERE c.relacl IS NOT NULL AND g.grantee <> c.relowner AND c.relkind IN ('r','p','v','m','S','f') AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
GROUP BY n.nspname, c.relname, c.oid, c.relkind, g.grantee, g.is_grantable
UNION ALL
SELECT 'g', n.nspname, c.relname, c.oid::bigint, g.grantee::regrole::text,
       format('GRANT %s ON TABLE %I.%I TO %s%s', string_agg(format('%s (%I)', g.privilege_type, a.attname), ', ' ORDER BY g.privilege_type, a.attnum), n.nspname, c.relname,
         CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(a.attacl) g
WHERE a.attacl IS NOT NULL AND g.grantee <> c.relowner AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
GROUP BY n.nspname, c.relname, c.oid, g.grantee, g.is_grantable
UNION ALL
SELECT 'g', n.nspname, '', n.oid::bigint, g.grantee::regrole::text,
       format('GRANT %s ON SCHEMA %I TO %s%s', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), n.nspname,
         CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) g
WHERE n.nspacl IS NOT NULL AND g.grantee <> n.nspowner AND {schemas}
GROUP BY n.nspname, n.oid, g.grantee, g.is_grantable
UNION ALL
-- A function is everybody's to call until that is taken away.
SELECT 'g', n.nspname, p.proname, p.oid::bigint, 'a',
       format('REVOKE ALL ON %s %I.%I(%s) FROM PUBLIC', CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), NULL, NULL, NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.proacl IS NOT NULL AND NOT EXISTS (SELECT 1 FROM aclexplode(p.proacl) g WHERE g.grantee = 0) AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_proc'::regclass AND x.objid = p.oid AND x.deptype = 'e')
UNION ALL
SELECT 'g', n.nspname, p.proname, p.oid::bigint, 'b' || g.grantee::regrole::text,
       format('GRANT EXECUTE ON %s %I.%I(%s) TO %s%s', CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
         g.grantee::regrole::text, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) g
WHERE p.proacl IS NOT NULL AND g.grantee NOT IN (p.proowner, 0) AND {schemas} AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_proc'::regclass AND x.objid = p.oid AND x.deptype = 'e')
ORDER BY 2, 3, 1, 5, 6
