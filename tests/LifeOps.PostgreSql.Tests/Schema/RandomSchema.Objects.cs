namespace LifeOps.PostgreSql.Tests.Schema;

// Partitions, routines, and everything that hangs on a table or a view.
public sealed partial class RandomSchema
{
    private readonly List<string> _triggerFunctions = [];
    private readonly List<(string Kind, string Name)> _commented = [];

    private string Collate(string type) => IsText(type) && Chance(15) ? $" COLLATE {Pick(_collations)}" : "";

    private void WriteCollation()
    {
        var name = InSchema(NewName("coll"));
        _statements.Add($"CREATE COLLATION {name} {Pick(new[] { "(LOCALE = 'C')", "(PROVIDER = icu, LOCALE = 'und', DETERMINISTIC = false)", "(LC_COLLATE = 'C', LC_CTYPE = 'POSIX')", "FROM \"C\"", _major >= 17 ? "(PROVIDER = builtin, LOCALE = 'C.UTF-8')" : "(PROVIDER = icu, LOCALE = 'de')" })}");
        _collations.Add(name);
        _commented.Add(("COLLATION", name));
    }

    private void WritePartitions(TableSketch table)
    {
        var first = InSchema(NewName("part"));
        _statements.Add($"CREATE TABLE {first} PARTITION OF {table.Name} FOR VALUES FROM (0) TO (10)");
        table.Partitions.Add(first);
        if (Chance(50))
        {
            var rest = InSchema(NewName("part"));
            _statements.Add($"CREATE TABLE {rest} PARTITION OF {table.Name} DEFAULT");
            table.Partitions.Add(rest);
        }

        if (Chance(25))
        {
            var (middle, leaf) = (InSchema(NewName("part")), InSchema(NewName("part")));
            var isList = Chance(50);
            _statements.Add($"CREATE TABLE {middle} PARTITION OF {table.Name} FOR VALUES FROM (20) TO (30) PARTITION BY {(isList ? "LIST" : "HASH")} (part_key)");
            _statements.Add($"CREATE TABLE {leaf} PARTITION OF {middle} FOR VALUES {(isList ? "IN (21, 22)" : "WITH (MODULUS 2, REMAINDER 0)")}");
            table.Partitions.Add(middle);
            table.Partitions.Add(leaf);
        }

        if (Chance(30))
            WriteAttachedPartition(table);
    }

    /// <summary>A table of the same columns, perhaps in another order and with an index of its own, that becomes a partition.</summary>
    private void WriteAttachedPartition(TableSketch table)
    {
        var name = InSchema(NewName("part"));
        var columns = table.Columns.Where(column => column.Type != "made").Select(column => $"{Quote(column.Name)} {column.Type}{(column.Name == "part_key" ? " NOT NULL" : "")}");
        _statements.Add(Chance(50) ? $"CREATE TABLE {name} (LIKE {table.Name} INCLUDING ALL)" : $"CREATE TABLE {name} ({string.Join(", ", columns.Reverse())})");
        if (Chance(50))
            _statements.Add($"CREATE INDEX {NewName("own")} ON {name} ({Quote(Pick(table.Columns).Name)})");
        var from = 100 + _number * 10;
        _statements.Add($"ALTER TABLE {table.Name} ATTACH PARTITION {name} FOR VALUES FROM ({from}) TO ({from + 10})");
        table.Partitions.Add(name);
    }

    private void WriteRoutine()
    {
        var name = InSchema(NewName("f"));
        var type = Pick(_types);
        switch (_random.Next(8))
        {
            case 0:
                _statements.Add($"CREATE FUNCTION {name}(a integer, b {type} DEFAULT NULL, VARIADIC c text[] DEFAULT '{{}}') RETURNS text LANGUAGE plpgsql STABLE STRICT AS $$ BEGIN RETURN a::text; END $$");
                _commented.Add(("FUNCTION", $"{name}(integer, {type}, text[])"));
                break;
            case 1:
                _statements.Add($"CREATE FUNCTION {name}(OUT x {type}, OUT y integer) LANGUAGE sql AS $$ SELECT NULL::{type}, 1 $$");
                _commented.Add(("FUNCTION", $"{name}()"));
                break;
            case 2:
                _statements.Add($"CREATE FUNCTION {name}(n integer) RETURNS TABLE (id integer, \"Value\" {type}) LANGUAGE sql ROWS 10 COST 5 AS $$ SELECT n, NULL::{type} $$");
                _commented.Add(("FUNCTION", $"{name}(integer)"));
                break;
            case 3:
                _statements.Add($"CREATE PROCEDURE {name}(INOUT a integer, b text DEFAULT 'x''y') LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN a := a + 1; END $$");
                _commented.Add(("PROCEDURE", $"{name}(integer, text)"));
                break;
            case 4:
                var aggregate = InSchema(NewName("agg"));
                _statements.Add($"CREATE FUNCTION {name}(state integer, value integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN state + coalesce(value, 0)");
                _statements.Add($"CREATE AGGREGATE {aggregate}(integer) (SFUNC = {name}, STYPE = integer, INITCOND = '0'{(Chance(50) ? ", PARALLEL = SAFE" : "")})");
                _commented.Add(("AGGREGATE", $"{aggregate}(integer)"));
                break;
            case 5:
                _statements.Add($"CREATE FUNCTION {name}(a anyelement, b anyarray) RETURNS SETOF anyelement LANGUAGE sql SECURITY DEFINER LEAKPROOF AS $$ SELECT a $$");
                _commented.Add(("FUNCTION", $"{name}(anyelement, anyarray)"));
                break;
            default:
                _statements.Add($"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");
                _triggerFunctions.Add(name);
                _commented.Add(("FUNCTION", $"{name}()"));
                break;
        }
    }

    /// <summary>Routines that depend on a table.</summary>
    private void WriteTableRoutine()
    {
        var table = Pick(_tables);
        var column = Quote(Pick(table.Columns).Name);
        var name = InSchema(NewName("g"));
        _statements.Add(_random.Next(4) switch
        {
            0 => $"CREATE FUNCTION {name}(r {table.Name}) RETURNS text LANGUAGE sql STABLE AS $$ SELECT r.{column}::text $$",
            1 => $"CREATE FUNCTION {name}() RETURNS SETOF {table.Name} LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM {table.Name}; END",
            2 => $"CREATE FUNCTION {name}() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT count({column}) FROM {table.Name})",
            _ => $"CREATE FUNCTION {name}(v {table.Name}.{column}%TYPE) RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM {table.Name} WHERE {column}::text = v::text; END",
        });
    }

    private void WriteAttachment()
    {
        var table = Pick(_tables);
        var column = Quote(Pick(table.Columns).Name);
        switch (_random.Next(6))
        {
            case 0 or 1 when _triggerFunctions.Count > 0:
                WriteTrigger(table, column);
                break;
            case 2:
                WritePolicy(table, column);
                break;
            case 3:
                var rule = NewName("rule_");
                var on = _views.Count > 0 && Chance(40) ? Pick(_views) : table.Name;
                var action = Pick(new[] { "INSTEAD NOTHING", "ALSO NOTIFY changed", $"ALSO DELETE FROM {Pick(_tables).Name}", "INSTEAD (SELECT 1; NOTIFY changed)" });
                _statements.Add($"CREATE RULE {rule} AS ON {Pick(new[] { "DELETE", "INSERT", "UPDATE" })} TO {on}{(Chance(20) && on == table.Name ? $" WHERE OLD.{column} IS NULL" : "")} DO {action}");
                _commented.Add(("RULE", $"{rule} ON {on}"));
                if (Chance(20) && on == table.Name)
                    _statements.Add($"ALTER TABLE {table.Name} DISABLE RULE {rule}");
                break;
            case 4:
                var statistics = InSchema(NewName("stat"));
                var others = table.Columns.Select(other => Quote(other.Name)).Distinct().Take(2 + _random.Next(3));
                _statements.Add($"CREATE STATISTICS {statistics}{Pick(new[] { "", " (ndistinct)", " (dependencies, mcv)" })} ON {string.Join(", ", others)} FROM {table.Name}");
                _statements.Add($"CREATE STATISTICS {(Chance(50) || _major < 16 ? InSchema(NewName("stat")) : "")} ON ({column} IS NULL), lower({column}::text) FROM {table.Name}");
                if (Chance(30))
                    _statements.Add($"ALTER STATISTICS {statistics} SET STATISTICS 200");
                _commented.Add(("STATISTICS", statistics));
                break;
            default:
                if (_triggerFunctions.Count > 0 && _views.Count > 0)
                    _statements.Add($"CREATE TRIGGER {NewName("tr")} INSTEAD OF INSERT OR UPDATE ON {Pick(_views)} FOR EACH ROW EXECUTE FUNCTION {Pick(_triggerFunctions)}()");
                break;
        }
    }

    private void WritePolicy(TableSketch table, string column)
    {
        var name = NewName("policy_");
        var command = Pick(new[] { "", " FOR ALL", " FOR SELECT", " FOR INSERT", " FOR UPDATE", " FOR DELETE" });
        var check = command is " FOR SELECT" or " FOR DELETE" ? "" : $" WITH CHECK ({column} IS NULL)";
        _statements.Add($"CREATE POLICY {name} ON {table.Name}{(Chance(30) ? " AS RESTRICTIVE" : "")}{command}{(Chance(30) ? " TO pg_monitor, pg_read_all_data" : Chance(20) ? " TO CURRENT_USER" : "")}"
            + $"{(command == " FOR INSERT" ? "" : $" USING ({column} IS NOT NULL)")}{(Chance(60) || command == " FOR INSERT" ? check : "")}");
        _commented.Add(("POLICY", $"{name} ON {table.Name}"));
        if (Chance(20))
            _statements.Add($"ALTER POLICY {name} ON {table.Name} RENAME TO {NewName("policy_")}");
    }

    private void WriteTrigger(TableSketch table, string column)
    {
        var name = NewName("tr");
        var function = Pick(_triggerFunctions);
        _statements.Add(_random.Next(5) switch
        {
            0 => $"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {column} ON {table.Name} FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION {function}('a', 'it''s')",
            1 => $"CREATE CONSTRAINT TRIGGER {name} AFTER DELETE ON {table.Name} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {function}()",
            2 => $"CREATE TRIGGER {name} AFTER UPDATE ON {table.Name} REFERENCING OLD TABLE AS before NEW TABLE AS \"After\" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
            3 => $"CREATE TRIGGER {name} AFTER TRUNCATE ON {table.Name} FOR EACH STATEMENT EXECUTE FUNCTION {function}(1, 2)",
            _ => $"CREATE TRIGGER {name} AFTER INSERT ON {table.Name} FOR EACH ROW EXECUTE FUNCTION {function}()",
        });
        _commented.Add(("TRIGGER", $"{name} ON {table.Name}"));
        if (Chance(25))
            _statements.Add($"ALTER TABLE {table.Name} {Pick(new[] { "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA" })} TRIGGER {name}");
        if (Chance(15))
            _statements.Add($"ALTER TRIGGER {name} ON {table.Name} RENAME TO {NewName("tr")}");
    }

    private void WriteComment()
    {
        var table = Pick(_tables);
        var plain = table.Name[(table.Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var text = Pick(new[] { "'a comment'", "E'two\\nlines with \\\\ and ''quotes'' in it'", "'-- no comment */ at all'" });
        var (kind, name) = _commented.Count > 0 && Chance(60)
            ? Pick(_commented)
            : Pick(new[]
            {
                ("INDEX", plain + "_pkey"), ("CONSTRAINT", $"{plain}_pkey ON {table.Name}"), ("SEQUENCE", plain + "_key_seq"), ("SCHEMA", Pick(_schemas)), ("CONSTRAINT", $"{plain}_check ON {table.Name}"),
                ("COLUMN", $"{table.Name}.{Quote(Pick(table.Columns).Name)}"), ("TYPE", _types[^1]), ("DOMAIN", _types[^1]), ("CONSTRAINT", $"{_types[^1]}_check ON DOMAIN {_types[^1]}"),
                ("COLUMN", $"{_types[^1]}.a"),
            });
        _statements.Add($"COMMENT ON {kind} {name} IS {text}");
    }

    private void WritePublication()
    {
        var table = Pick(_tables);
        var name = NewName("published_");
        _statements.Add(_random.Next(3) switch
        {
            0 => $"CREATE PUBLICATION {name} FOR ALL TABLES",
            1 => $"CREATE PUBLICATION {name} FOR TABLE {table.Name} WHERE ({Quote(table.Columns[0].Name)} IS NOT NULL)",
            _ => $"CREATE PUBLICATION {name} FOR TABLES IN SCHEMA public WITH (publish = 'insert')",
        });
    }
}
