using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Functions, procedures and aggregates from the rows of <see cref="CatalogSection.Functions"/>.</summary>
internal static class FunctionStatements
{
    public static IEnumerable<SnapshotObject> Write(DatabaseCatalog catalog, bool withBodies)
    {
        foreach (var row in catalog[CatalogSection.Functions])
        {
            var schema = row.Required("schema_name");
            var name = row.Required("proname");
            var arguments = row.Text("arguments") ?? "";
            var signature = $"{SqlText.Name(schema, name)}({arguments})";
            var kind = row.Required("prokind");
            var statements = new List<string>();
            if (kind == "a")
                statements.Add(CreateAggregate(row.Row("aggregate")!, SqlText.Name(schema, name), arguments));
            else
                statements.Add(Definition(row, withBodies) + ";");
            if (row.Text("comment") is { } comment)
                statements.Add($"COMMENT ON {kind switch { "p" => "PROCEDURE", "a" => "AGGREGATE", _ => "FUNCTION" }} {(kind == "a" && arguments.Length == 0 ? SqlText.Name(schema, name) + "(*)" : signature)} IS {SqlText.Literal(comment)};");
            yield return new(SnapshotObject.KeyOf("pg_proc", row, schema, name + "(" + arguments + ")"), SnapshotRank.Function, schema, name + "(" + arguments + ")", statements);
        }
    }

    /// <summary>What pg_get_functiondef says. A body that is left out is replaced by an empty one, so that the file can still be replayed.</summary>
    private static string Definition(CatalogRow row, bool withBodies)
    {
        var definition = row.Required("definition").TrimEnd('\n').ReplaceLineEndings("\n");
        // The body of a C function is its symbol, and a parsed one (BEGIN ATOMIC) is what other objects depend on.
        if (withBodies || row.Text("lanname") is null or "c" or "internal" || row.Flag("has_parsed_body"))
            return definition;
        var start = definition.IndexOf("\nAS $", StringComparison.Ordinal);
        return start < 0 ? definition : definition[..start] + "\nAS $function$" + (row.Text("lanname") == "plpgsql" ? "BEGIN END" : "") + "$function$";
    }

    private static string CreateAggregate(CatalogRow aggregate, string name, string arguments)
    {
        var options = new List<string> { "SFUNC = " + aggregate.Required("sfunc"), "STYPE = " + aggregate.Required("stype") };
        void Add(string option, string? value)
        {
            if (value is not null)
                options.Add(option + " = " + value);
        }

        Add("SSPACE", aggregate.Number("sspace")?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("FINALFUNC", aggregate.Text("finalfunc"));
        if (aggregate.Flag("finalfunc_extra"))
            options.Add("FINALFUNC_EXTRA");
        Add("COMBINEFUNC", aggregate.Text("combinefunc"));
        Add("SERIALFUNC", aggregate.Text("serialfunc"));
        Add("DESERIALFUNC", aggregate.Text("deserialfunc"));
        Add("INITCOND", aggregate.Text("initcond") is { } initial ? SqlText.Literal(initial) : null);
        Add("MSFUNC", aggregate.Text("msfunc"));
        Add("MINVFUNC", aggregate.Text("minvfunc"));
        Add("MSTYPE", aggregate.Text("mstype"));
        Add("MFINALFUNC", aggregate.Text("mfinalfunc"));
        Add("MINITCOND", aggregate.Text("minitcond") is { } movingInitial ? SqlText.Literal(movingInitial) : null);
        Add("SORTOP", aggregate.Text("sortop"));
        Add("PARALLEL", aggregate.Text("parallel") switch { "s" => "SAFE", "r" => "RESTRICTED", _ => null });
        if (aggregate.Text("kind") == "h")
            options.Add("HYPOTHETICAL");
        return $"CREATE AGGREGATE {name}({(arguments.Length == 0 ? "*" : arguments)}) (\n  {string.Join(",\n  ", options)}\n);";
    }
}
