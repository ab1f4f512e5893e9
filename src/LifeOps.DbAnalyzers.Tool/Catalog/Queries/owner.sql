-- The object that stands for one of pg_depend in a snapshot, as catalog:oid; NULL when none does. Part of dependencies, where few rows need it.
CASE {class}
  WHEN 'pg_class'::regclass THEN (SELECT CASE WHEN oc.relkind IN ('r','p','v','m','S','f') THEN 'pg_class:' || oc.oid WHEN oc.relkind = 'c' THEN 'pg_type:' || oc.reltype ELSE (SELECT 'pg_class:' || oi.indrelid FROM pg_index oi WHERE oi.indexrelid = oc.oid) END FROM pg_class oc WHERE oc.oid = {object})
  WHEN 'pg_proc'::regclass THEN 'pg_proc:' || {object}
  WHEN 'pg_type'::regclass THEN (SELECT CASE WHEN oc.relkind IN ('r','p','v','m','f') THEN 'pg_class:' || oc.oid ELSE 'pg_type:' || oe.oid END
    FROM pg_type ot JOIN pg_type oe ON oe.oid = CASE WHEN ot.typelem <> 0 THEN ot.typelem{since14: WHEN ot.typtype = 'm' THEN (SELECT om.rngtypid FROM pg_range om WHERE om.rngmultitypid = ot.oid)|} ELSE ot.oid END LEFT JOIN pg_class oc ON oc.oid = oe.typrelid WHERE ot.oid = {object})
  WHEN 'pg_attrdef'::regclass THEN (SELECT 'pg_class:' || od.adrelid FROM pg_attrdef od WHERE od.oid = {object})
  WHEN 'pg_constraint'::regclass THEN (SELECT CASE WHEN ok.conrelid <> 0 THEN 'pg_class:' || ok.conrelid ELSE 'pg_type:' || ok.contypid END FROM pg_constraint ok WHERE ok.oid = {object} AND ok.contype <> 'f')
  WHEN 'pg_rewrite'::regclass THEN (SELECT 'pg_class:' || ow.ev_class FROM pg_rewrite ow WHERE ow.oid = {object} AND ow.rulename = '_RETURN')
END
