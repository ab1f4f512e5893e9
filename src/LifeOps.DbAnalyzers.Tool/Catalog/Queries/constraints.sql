-- Constraints of tables that are not inherited, and inherited ones that are valid (in a table made since) while their parent's is not; domain constraints come with the types.
SELECT n.nspname AS schema_name, c.relname, k.conname, k.contype, k.convalidated, k.connoinherit, NOT k.conislocal AS is_copy,
       pg_get_constraintdef(k.oid) AS definition, to_json(ic.reloptions) AS index_options, ds.description AS comment,
       -- The column of a named NOT NULL (PostgreSQL 18).
       CASE WHEN k.contype = 'n' THEN (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = k.conkey[1]) END AS not_null_column
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class ic ON ic.oid = k.conindid AND k.contype IN ('p','u','x')
LEFT JOIN pg_description ds ON ds.objoid = k.oid AND ds.classoid = 'pg_constraint'::regclass
WHERE k.conparentid = 0 AND k.contype IN ('p','u','x','f','c','n') AND {schemas}
  AND (k.conislocal OR (k.contype IN ('c', 'n') AND k.convalidated AND EXISTS (
    SELECT 1 FROM pg_inherits h JOIN pg_constraint o ON o.conrelid = h.inhparent AND o.contypid = 0 AND o.conname = k.conname AND NOT o.convalidated WHERE h.inhrelid = k.conrelid)))
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
