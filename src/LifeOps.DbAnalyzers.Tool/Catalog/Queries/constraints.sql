-- Constraints of tables that are not inherited; domain constraints come with the types.
SELECT n.nspname AS schema_name, c.relname, c.oid::bigint AS oid, k.conname, k.contype, k.condeferrable, k.condeferred, k.convalidated, k.connoinherit,
       k.confrelid::bigint AS ref_oid, pg_get_constraintdef(k.oid) AS definition, obj_description(k.oid, 'pg_constraint') AS comment,
       (SELECT json_agg(a.attname ORDER BY u.ord) FROM unnest(k.conkey) WITH ORDINALITY u(n, ord) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n) AS columns
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.conislocal AND k.conparentid = 0 AND k.contype IN ('p','u','x','f','c','n') AND {schemas}
  AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"
