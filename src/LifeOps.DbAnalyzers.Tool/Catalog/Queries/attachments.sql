-- What hangs on a relation: triggers (t), policies (p), rules (r) and extended statistics (s); and, on request, what roles other than the owner may do (g).
SELECT 't' AS kind, n.nspname AS schema_name, c.relname, c.oid::bigint AS oid, t.tgname AS name, pg_get_triggerdef(t.oid) AS definition, t.tgenabled::text AS enabled,
       obj_description(t.oid, 'pg_trigger') AS comment, NULL::json AS policy
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND {parentless} AND {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
UNION ALL
SELECT 'p', n.nspname, c.relname, c.oid::bigint, p.polname, NULL, 'O', obj_description(p.oid, 'pg_policy'),
       json_build_object('permissive', p.polpermissive, 'command', p.polcmd, 'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
         'roles', (SELECT json_agg(CASE WHEN r = 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(r)) END ORDER BY r) FROM unnest(p.polroles) r))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
UNION ALL
SELECT 'r', n.nspname, c.relname, c.oid::bigint, w.rulename, pg_get_ruledef(w.oid), w.ev_enabled::text, obj_description(w.oid, 'pg_rewrite'), NULL
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN' AND {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
UNION ALL
SELECT 's', n.nspname, c.relname, c.oid::bigint, format('%I.%I', sn.nspname, s.stxname), pg_get_statisticsobjdef(s.oid), nullif(s.stxstattarget, -1)::text, obj_description(s.oid, 'pg_statistic_ext'), NULL
FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_namespace sn ON sn.oid = s.stxnamespace
WHERE {schemas} AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
{grants}
ORDER BY 2, 3, 1, 5, 6
