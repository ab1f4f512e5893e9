-- Functions, procedures and aggregates; the constructors of range types (deptype i) come with the type.
SELECT n.nspname AS schema_name, p.proname, p.oid::bigint AS oid, p.prokind, l.lanname, {since14:p.prosqlbody IS NOT NULL|false} AS has_parsed_body,
       pg_get_function_identity_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
       CASE WHEN p.prokind IN ('f','p','w') THEN pg_get_functiondef(p.oid) END AS definition,
       CASE WHEN p.prokind = 'a' THEN json_build_object(
         'kind', g.aggkind, 'sfunc', g.aggtransfn::regproc::text, 'stype', format_type(g.aggtranstype, NULL), 'sspace', nullif(g.aggtransspace, 0),
         'finalfunc', nullif(g.aggfinalfn, 0)::regproc::text, 'finalfunc_extra', g.aggfinalextra, 'initcond', g.agginitval,
         'combinefunc', nullif(g.aggcombinefn, 0)::regproc::text, 'serialfunc', nullif(g.aggserialfn, 0)::regproc::text, 'deserialfunc', nullif(g.aggdeserialfn, 0)::regproc::text,
         'msfunc', nullif(g.aggmtransfn, 0)::regproc::text, 'minvfunc', nullif(g.aggminvtransfn, 0)::regproc::text, 'mstype', CASE WHEN g.aggmtranstype <> 0 THEN format_type(g.aggmtranstype, NULL) END,
         'mfinalfunc', nullif(g.aggmfinalfn, 0)::regproc::text, 'minitcond', g.aggminitval,
         'sortop', CASE WHEN g.aggsortop <> 0 THEN (SELECT format('OPERATOR(%I.%s)', opn.nspname, op.oprname) FROM pg_operator op JOIN pg_namespace opn ON opn.oid = op.oprnamespace WHERE op.oid = g.aggsortop) END,
         'parallel', p.proparallel) END AS aggregate,
       obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
WHERE {schemas}
  AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_proc'::regclass AND x.objid = p.oid AND x.deptype IN ('e', 'i'))
ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"
