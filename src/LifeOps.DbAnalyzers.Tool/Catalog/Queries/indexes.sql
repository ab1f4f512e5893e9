-- Indexes; of those that come with a constraint, or with the index of a partitioned table, there is no definition, and they are here only for what else is known of them.
-- pg_get_indexdef takes more time than all else here: of an index on plain columns there are the numbers, and PlainDefinitions writes what the server would.
SELECT n.nspname AS schema_name, c.relname, i.indexrelid::bigint AS oid, ic.relname AS index_name,
       CASE WHEN k.oid IS NULL AND h.inhrelid IS NULL AND NOT p.is_plain THEN pg_get_indexdef(i.indexrelid) END AS definition,
       CASE WHEN k.oid IS NULL AND h.inhrelid IS NULL AND p.is_plain THEN i.indkey::text END AS keys, i.indoption::text AS key_options, i.indclass::text AS key_classes, i.indcollation::text AS key_collations,
       i.indisunique, hc.relname AS parent_index, i.indisclustered, i.indisreplident, ds.description AS comment
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_am am ON am.oid = ic.relam
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p','u','x') AND k.conrelid = i.indrelid
LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
LEFT JOIN pg_class hc ON hc.oid = h.inhparent
LEFT JOIN pg_description ds ON ds.objoid = i.indexrelid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = 0
CROSS JOIN LATERAL (SELECT am.amname = 'btree' AND ic.relkind = 'i' AND ic.reloptions IS NULL AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indnatts = i.indnkeyatts{since15: AND NOT i.indnullsnotdistinct|} AS is_plain) p
WHERE c.relkind IN ('r','p','m') AND {schemas}
  AND (k.oid IS NULL OR h.inhrelid IS NOT NULL OR i.indisclustered OR i.indisreplident OR ds.description IS NOT NULL)
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", ic.relname COLLATE "C"
