-- Which object must be there before which: rows of pg_depend, with parts (columns, defaults, constraints, rules, row and array types) counted for the object they belong to.
WITH owner AS (
  SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid, 'pg_class'::regclass::oid AS owner_class, c.oid AS owner_oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','p','v','m','S','f') AND {schemas}
  UNION ALL SELECT 'pg_proc'::regclass::oid, p.oid, 'pg_proc'::regclass::oid, p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {schemas}
  UNION ALL SELECT 'pg_type'::regclass::oid, t.oid, CASE WHEN c.relkind IN ('r','p','v','m','f') THEN 'pg_class'::regclass::oid ELSE 'pg_type'::regclass::oid END, CASE WHEN c.relkind IN ('r','p','v','m','f') THEN c.oid ELSE t.oid END
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid WHERE t.typelem = 0 AND t.typtype <> 'm' AND {schemas}
  UNION ALL SELECT 'pg_type'::regclass::oid, a.oid, CASE WHEN c.relkind IN ('r','p','v','m','f') THEN 'pg_class'::regclass::oid ELSE 'pg_type'::regclass::oid END, CASE WHEN c.relkind IN ('r','p','v','m','f') THEN c.oid ELSE e.oid END
    FROM pg_type a JOIN pg_type e ON e.oid = a.typelem JOIN pg_namespace n ON n.oid = e.typnamespace LEFT JOIN pg_class c ON c.oid = e.typrelid WHERE a.typelem <> 0 AND {schemas}
  {since14:UNION ALL SELECT 'pg_type'::regclass::oid, r.rngmultitypid, 'pg_type'::regclass::oid, r.rngtypid FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {schemas}|}
  UNION ALL SELECT 'pg_class'::regclass::oid, c.oid, 'pg_type'::regclass::oid, c.reltype FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'c' AND {schemas}
  UNION ALL SELECT 'pg_class'::regclass::oid, i.indexrelid, 'pg_class'::regclass::oid, i.indrelid FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {schemas}
  UNION ALL SELECT 'pg_attrdef'::regclass::oid, d.oid, 'pg_class'::regclass::oid, d.adrelid FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {schemas}
  UNION ALL SELECT 'pg_constraint'::regclass::oid, k.oid, CASE WHEN k.conrelid <> 0 THEN 'pg_class'::regclass::oid ELSE 'pg_type'::regclass::oid END, CASE WHEN k.conrelid <> 0 THEN k.conrelid ELSE k.contypid END FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype <> 'f' AND {schemas}
  UNION ALL SELECT 'pg_rewrite'::regclass::oid, w.oid, 'pg_class'::regclass::oid, w.ev_class FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace WHERE w.rulename = '_RETURN' AND {schemas}
)
SELECT DISTINCT o.owner_class::regclass::text || ':' || o.owner_oid AS dependent, r.owner_class::regclass::text || ':' || r.owner_oid AS referenced
FROM pg_depend d
JOIN owner o ON o.classid = d.classid AND o.objid = d.objid
JOIN owner r ON r.classid = d.refclassid AND r.objid = d.refobjid
WHERE d.deptype IN ('n', 'a')
  -- Smaller numbers are the server's own objects: the first user object has this one.
  AND d.objid >= 16384 AND d.refobjid >= 16384
  -- A sequence owned by a column is written before the table, and its OWNED BY after it.
  AND NOT (d.deptype = 'a' AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0)
  AND (o.owner_class, o.owner_oid) <> (r.owner_class, r.owner_oid)
ORDER BY 1, 2
