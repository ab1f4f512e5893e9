-- Indexes; of those that come with a constraint, or with the index of a partitioned table, there is no definition, and they are here only for what else is known of them.
SELECT n.nspname AS schema_name, c.relname, ic.relname AS index_name,
       -- pg_get_indexdef takes more time than all else here: an index on up to three columns, compared as their types are, is written as it would write it.
       CASE WHEN k.oid IS NOT NULL OR h.inhrelid IS NOT NULL THEN NULL
            WHEN am.amname = 'btree' AND ic.relkind = 'i' AND ic.reloptions IS NULL AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indnatts <= 3 AND i.indnatts = i.indnkeyatts{since15: AND NOT i.indnullsnotdistinct|}
             AND o0.opcdefault AND (o0.opcintype = a0.atttypid OR (o0.opcintype = 'text'::regtype AND a0.atttypid = 'varchar'::regtype)) AND a0.attcollation = i.indcollation[0]
             AND (i.indnatts < 2 OR (o1.opcdefault AND (o1.opcintype = a1.atttypid OR (o1.opcintype = 'text'::regtype AND a1.atttypid = 'varchar'::regtype)) AND a1.attcollation = i.indcollation[1]))
             AND (i.indnatts < 3 OR (o2.opcdefault AND (o2.opcintype = a2.atttypid OR (o2.opcintype = 'text'::regtype AND a2.atttypid = 'varchar'::regtype)) AND a2.attcollation = i.indcollation[2]))
            THEN 'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(ic.relname) || ' ON ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' USING btree ('
              || quote_ident(a0.attname) || CASE i.indoption[0] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END
              || CASE WHEN i.indnatts > 1 THEN ', ' || quote_ident(a1.attname) || CASE i.indoption[1] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END ELSE '' END
              || CASE WHEN i.indnatts > 2 THEN ', ' || quote_ident(a2.attname) || CASE i.indoption[2] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END ELSE '' END || ')'
            ELSE pg_get_indexdef(i.indexrelid) END AS definition,
       hc.relname AS parent_index, i.indisclustered, i.indisreplident, ds.description AS comment
FROM pg_index i
JOIN pg_class ic ON ic.oid = i.indexrelid
JOIN pg_am am ON am.oid = ic.relam
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p','u','x') AND k.conrelid = i.indrelid
LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid
LEFT JOIN pg_class hc ON hc.oid = h.inhparent
LEFT JOIN pg_description ds ON ds.objoid = i.indexrelid AND ds.classoid = 'pg_class'::regclass AND ds.objsubid = 0
LEFT JOIN pg_attribute a0 ON a0.attrelid = i.indrelid AND a0.attnum = i.indkey[0]
LEFT JOIN pg_opclass o0 ON o0.oid = i.indclass[0]
LEFT JOIN pg_attribute a1 ON a1.attrelid = i.indrelid AND a1.attnum = i.indkey[1]
LEFT JOIN pg_opclass o1 ON o1.oid = i.indclass[1]
LEFT JOIN pg_attribute a2 ON a2.attrelid = i.indrelid AND a2.attnum = i.indkey[2]
LEFT JOIN pg_opclass o2 ON o2.oid = i.indclass[2]
WHERE c.relkind IN ('r','p','m') AND {schemas}
  AND (k.oid IS NULL OR h.inhrelid IS NOT NULL OR i.indisclustered OR i.indisreplident OR ds.description IS NOT NULL)
  AND c.oid NOT IN (SELECT x.objid FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", ic.relname COLLATE "C"
