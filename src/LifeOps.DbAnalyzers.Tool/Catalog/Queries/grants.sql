-- The rows that attachments has when grants are asked for: every relation, column and function is looked at for them.
UNION ALL
SELECT 'g', n.nspname, c.relname, c.oid::bigint, g.grantee::regrole::text,
       format('GRANT %s ON %s %I.%I TO %s%s', string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), CASE WHEN c.relkind = 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname,
         CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) g
WHERE c.relacl IS NOT NULL AND g.grantee <> c.relowner AND c.relkind IN ('r','p','v','m','S','f') AND {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
GROUP BY n.nspname, c.relname, c.oid, c.relkind, g.grantee, g.is_grantable
UNION ALL
SELECT 'g', n.nspname, c.relname, c.oid::bigint, g.grantee::regrole::text,
       format('GRANT %s ON TABLE %I.%I TO %s%s', string_agg(format('%s (%I)', g.privilege_type, a.attname), ', ' ORDER BY g.privilege_type, a.attnum), n.nspname, c.relname,
         CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(a.attacl) g
WHERE a.attacl IS NOT NULL AND g.grantee <> c.relowner AND {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
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
WHERE p.proacl IS NOT NULL AND NOT EXISTS (SELECT 1 FROM aclexplode(p.proacl) g WHERE g.grantee = 0) AND {schemas} AND p.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_proc'::regclass AND x.deptype = 'e')
UNION ALL
SELECT 'g', n.nspname, p.proname, p.oid::bigint, 'b' || g.grantee::regrole::text,
       format('GRANT EXECUTE ON %s %I.%I(%s) TO %s%s', CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
         g.grantee::regrole::text, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL, NULL, NULL
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) g
WHERE p.proacl IS NOT NULL AND g.grantee NOT IN (p.proowner, 0) AND {schemas} AND p.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_proc'::regclass AND x.deptype = 'e')
