-- Which object must be there before which: rows of pg_depend, with parts (columns, defaults, constraints, rules, row and array types) counted for the object they belong to.
WITH found AS (
  SELECT {owner:d.classid,d.objid} AS dependent, {owner:d.refclassid,d.refobjid} AS referenced
  FROM pg_depend d
  WHERE d.deptype IN ('n', 'a')
    -- Smaller numbers are the server's own objects: the first user object has this one.
    AND d.objid >= 16384 AND d.refobjid >= 16384
    -- A sequence owned by a column is written before the table, and its OWNED BY after it.
    AND NOT (d.deptype = 'a' AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0)
    -- What a table is made of: a default and its column, a constraint and its columns or those it references. They are most of pg_depend.
    AND NOT (d.deptype = 'a' AND d.classid IN ('pg_attrdef'::regclass, 'pg_constraint'::regclass))
    AND NOT (d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0))
SELECT DISTINCT dependent, referenced FROM found WHERE dependent <> referenced ORDER BY 1, 2
