-- Constraints of tables that are not inherited, and inherited ones that are valid (in a table made since) while their parent's is not; domain constraints come with the types.
-- Of a plain primary or foreign key there are the numbers, and PlainDefinitions writes what pg_get_constraintdef would, which takes more time than all else here.
SELECT n.nspname AS schema_name, c.relname, k.oid::bigint AS oid, k.conname, k.contype, k.convalidated, k.connoinherit, NOT k.conislocal AS is_copy,
       CASE WHEN NOT p.is_plain THEN pg_get_constraintdef(k.oid) END AS definition,
       CASE WHEN p.is_plain THEN k.conkey::text END AS keys,
       CASE WHEN p.is_plain AND k.contype = 'f' THEN k.confrelid::bigint END AS referenced_oid, CASE WHEN p.is_plain THEN k.confkey::text END AS referenced_keys,
       nullif(k.confupdtype, ' ') AS on_update, nullif(k.confdeltype, ' ') AS on_delete,
       to_json(ic.reloptions) AS index_options, ds.description AS comment,
       -- The column of a named NOT NULL (PostgreSQL 18).
       CASE WHEN k.contype = 'n' THEN (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) END AS not_null_column
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class ic ON ic.oid = k.conindid AND k.contype IN ('p','u','x')
LEFT JOIN pg_description ds ON ds.objoid = k.oid AND ds.classoid = 'pg_constraint'::regclass
CROSS JOIN LATERAL (SELECT NOT k.condeferrable{since18: AND NOT k.conperiod AND k.conenforced|} AND CASE k.contype
  WHEN 'p' THEN ic.relnatts = cardinality(k.conkey)
  WHEN 'f' THEN k.convalidated AND k.confmatchtype = 's'{since15: AND k.confdelsetcols IS NULL|}
  ELSE false END AS is_plain) p
WHERE k.conparentid = 0 AND k.contype IN ('p','u','x','f','c','n') AND {schemas}
  AND (k.conislocal OR (k.contype IN ('c', 'n') AND k.convalidated AND EXISTS (
    SELECT 1 FROM pg_inherits h JOIN pg_constraint o ON o.conrelid = h.inhparent AND o.contypid = 0 AND o.conname = k.conname AND NOT o.convalidated WHERE h.inhrelid = k.conrelid)))
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
