-- One line per catalog object of the current database, tab-separated, the first field says what it is. See extract.sh.
-- Parameters: only members of extension :'extension' when :from_extension is true, else what the server has built in.
-- Types are written by typname (array types start with an underscore); types of information_schema carry their schema.
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'
\pset null ''
CREATE TEMP VIEW t AS
SELECT t.oid, CASE WHEN n.nspname = 'information_schema' THEN n.nspname || '.' ELSE '' END || t.typname AS name
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace;
CREATE TEMP VIEW chosen AS
SELECT DISTINCT classid, objid FROM pg_depend WHERE :from_extension AND deptype = 'e' AND refclassid = 'pg_extension'::regclass
   AND refobjid = (SELECT oid FROM pg_extension WHERE extname = :'extension')
UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type WHERE NOT :from_extension AND oid < 16384
UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE NOT :from_extension AND oid < 16384
UNION ALL SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE NOT :from_extension AND oid < 16384
UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast WHERE NOT :from_extension AND oid < 16384
UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass WHERE NOT :from_extension AND oid < 16384
UNION ALL SELECT 'pg_class'::regclass, oid FROM pg_class WHERE NOT :from_extension AND oid < 16384;

-- T name typtype category preferred element array-type range-subtype multirange domain-base
SELECT 'T', t.name, p.typtype, p.typcategory, CASE WHEN p.typispreferred THEN 't' END,
       CASE WHEN p.typsubscript::regproc::text = 'array_subscript_handler' OR p.typelem <> 0 THEN (SELECT name FROM t e WHERE e.oid = p.typelem) END,
       (SELECT name FROM t e WHERE e.oid = p.typarray),
       (SELECT e.name FROM pg_range r JOIN t e ON e.oid = r.rngsubtype WHERE r.rngtypid = p.oid),
       (SELECT e.name FROM pg_range r JOIN t e ON e.oid = r.rngmultitypid WHERE r.rngtypid = p.oid),
       CASE WHEN p.typtype = 'd' THEN (SELECT name FROM t e WHERE e.oid = p.typbasetype) END
FROM pg_type p JOIN t USING (oid) LEFT JOIN pg_class c ON c.oid = p.typrelid
-- row types of catalogs are known through their relation; array types are implied by their element
WHERE (p.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_type'::regclass))
  AND (p.typtype <> 'c' OR c.relkind = 'c') AND NOT EXISTS (SELECT 1 FROM pg_type e WHERE e.typarray = p.oid)
ORDER BY t.name COLLATE "C";

-- F name kind(f p a w) flags(r returns set, s strict, v variadic) volatility defaults arguments result output-columns direct-arguments
SELECT 'F', p.proname, CASE WHEN p.prokind = 'a' THEN (SELECT CASE a.aggkind WHEN 'n' THEN 'a' ELSE a.aggkind::text END FROM pg_aggregate a WHERE a.aggfnoid = p.oid) ELSE p.prokind::text END,
       CASE WHEN p.proretset THEN 'r' ELSE '' END || CASE WHEN p.proisstrict THEN 's' ELSE '' END || CASE WHEN p.provariadic <> 0 THEN 'v' ELSE '' END,
       p.provolatile, nullif(p.pronargdefaults, 0),
       (SELECT string_agg(t.name, ' ' ORDER BY u.n) FROM unnest(p.proargtypes) WITH ORDINALITY u(oid, n) JOIN t ON t.oid = u.oid),
       (SELECT t.name FROM t WHERE t.oid = p.prorettype),
       (SELECT string_agg(coalesce(nullif(p.proargnames[u.n], ''), 'column' || u.n) || ':' || t.name, ' ' ORDER BY u.n)
        FROM unnest(p.proallargtypes) WITH ORDINALITY u(oid, n) JOIN t ON t.oid = u.oid WHERE p.proargmodes[u.n] IN ('o', 'b', 't')),
       (SELECT nullif(a.aggnumdirectargs, 0) FROM pg_aggregate a WHERE a.aggfnoid = p.oid)
FROM pg_proc p
WHERE p.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_proc'::regclass)
  -- support functions nobody calls in SQL
  AND NOT 'internal'::regtype = ANY (p.proargtypes) AND NOT ('cstring'::regtype = ANY (p.proargtypes) AND p.pronargs IN (1, 3)) AND p.prorettype NOT IN ('cstring'::regtype, 'internal'::regtype)
  AND NOT (p.proname LIKE '%\_recv' OR p.proname LIKE '%\_send' OR p.proname LIKE 'binary\_upgrade\_%')
ORDER BY p.proname COLLATE "C", p.pronargs, p.proargtypes::text;

-- O name left right result
SELECT 'O', o.oprname, (SELECT name FROM t WHERE t.oid = o.oprleft), (SELECT name FROM t WHERE t.oid = o.oprright), (SELECT name FROM t WHERE t.oid = o.oprresult)
FROM pg_operator o WHERE o.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_operator'::regclass) AND o.oprcode <> 0
ORDER BY o.oprname COLLATE "C", 3, 4;

-- C source target context(i implicit, a assignment, e explicit) method(f function, b binary coercible, i in/out)
SELECT 'C', s.name, d.name, k.castcontext, k.castmethod FROM pg_cast k JOIN t s ON s.oid = k.castsource JOIN t d ON d.oid = k.casttarget
WHERE k.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_cast'::regclass)
ORDER BY s.name COLLATE "C", d.name COLLATE "C";

-- K access-method operator-class input-type default
SELECT 'K', m.amname, k.opcname, t.name, CASE WHEN k.opcdefault THEN 't' END
FROM pg_opclass k JOIN pg_am m ON m.oid = k.opcmethod JOIN t ON t.oid = k.opcintype
WHERE k.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_opclass'::regclass)
ORDER BY m.amname COLLATE "C", k.opcname COLLATE "C", t.name COLLATE "C";

-- R schema relation column:type ...   (! behind the type: NOT NULL)
SELECT 'R', CASE WHEN :from_extension THEN '' ELSE n.nspname END, c.relname,
       (SELECT string_agg(a.attname || ':' || t.name || CASE WHEN a.attnotnull THEN '!' ELSE '' END, ' ' ORDER BY a.attnum)
        FROM pg_attribute a JOIN t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid IN (SELECT objid FROM chosen WHERE classid = 'pg_class'::regclass) AND c.relkind IN ('r', 'v') AND n.nspname <> 'pg_toast'
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C";
