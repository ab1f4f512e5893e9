using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>CREATE TYPE and CREATE DOMAIN from the rows of <see cref="CatalogSection.Types"/>.</summary>
internal static class TypeStatements
{
    public static IEnumerable<SnapshotObject> Write(DatabaseCatalog catalog)
    {
        foreach (var row in catalog[CatalogSection.Types])
        {
            var schema = row.Required("schema_name");
            var name = row.Required("typname");
            var kind = row.Required("typtype");
            var statements = new List<string> { Create(row, kind, SqlText.Name(schema, name)) };
            if (row.Text("comment") is { } comment)
                statements.Add($"COMMENT ON {(kind == "d" ? "DOMAIN" : "TYPE")} {SqlText.Name(schema, name)} IS {SqlText.Literal(comment)};");
            foreach (var attribute in row.Rows("attributes"))
            {
                if (attribute.Text("comment") is { } attributeComment)
                    statements.Add($"COMMENT ON COLUMN {SqlText.Name(schema, name)}.{SqlIdentifier.Quote(attribute.Required("attname"))} IS {SqlText.Literal(attributeComment)};");
            }

            statements.AddRange(WriteConstraints(row, SqlText.Name(schema, name)));
            yield return new(SnapshotObject.KeyOf("pg_type", row, schema, name), SnapshotRank.Type, schema, name, statements);
        }
    }

    private static string Create(CatalogRow row, string kind, string name) => kind switch
    {
        "e" => $"CREATE TYPE {name} AS ENUM (" + List(row.Texts("enum_labels").Select(SqlText.Literal)) + ");",
        "c" => $"CREATE TYPE {name} AS (" + List(row.Rows("attributes").Select(attribute => SqlIdentifier.Quote(attribute.Required("attname")) + " " + attribute.Required("data_type") + (attribute.Text("collation") is { } collation ? " COLLATE " + collation : ""))) + ");",
        "r" => CreateRange(row, name),
        "d" => CreateDomain(row, name),
        _ => throw new InvalidDataException($"The type {name} is of the unknown kind '{kind}'."),
    };

    private static string CreateRange(CatalogRow row, string name)
    {
        var options = new List<string> { "SUBTYPE = " + row.Required("range_subtype") };
        if (row.Text("range_opclass") is { } operatorClass)
            options.Add("SUBTYPE_OPCLASS = " + operatorClass);
        if (row.Text("collation") is { } collation)
            options.Add("COLLATION = " + collation);
        if (row.Text("range_canonical") is { } canonical)
            options.Add("CANONICAL = " + canonical);
        if (row.Text("range_subdiff") is { } difference)
            options.Add("SUBTYPE_DIFF = " + difference);
        if (row.Text("multirange_type") is { } multirange)
            options.Add("MULTIRANGE_TYPE_NAME = " + multirange);
        return $"CREATE TYPE {name} AS RANGE (" + List(options) + ");";
    }

    private static string CreateDomain(CatalogRow row, string name)
    {
        var text = $"CREATE DOMAIN {name} AS {row.Required("base_type")}";
        if (row.Text("collation") is { } collation)
            text += " COLLATE " + collation;
        if (row.Text("typdefault") is { } value)
            text += " DEFAULT " + value;
        if (row.Flag("typnotnull"))
        {
            // PostgreSQL 18 names it; the name that it would choose is left out.
            var notNull = row.Rows("domain_constraints").FirstOrDefault(constraint => constraint.Text("contype") == "n")?.Text("conname");
            text += notNull is null || notNull == row.Required("typname") + "_not_null" ? " NOT NULL" : $" CONSTRAINT {SqlIdentifier.Quote(notNull)} NOT NULL";
        }

        foreach (var constraint in row.Rows("domain_constraints").Where(constraint => constraint.Text("contype") == "c" && constraint.Text("convalidated") != "f"))
            text += $"\n  CONSTRAINT {SqlIdentifier.Quote(constraint.Required("conname"))} {constraint.Required("definition")}";
        return text + ";";
    }

    /// <summary>What CREATE DOMAIN cannot say of a constraint.</summary>
    private static IEnumerable<string> WriteConstraints(CatalogRow row, string name)
    {
        foreach (var constraint in row.Rows("domain_constraints"))
        {
            var quoted = SqlIdentifier.Quote(constraint.Required("conname"));
            if (constraint.Text("contype") == "c" && constraint.Text("convalidated") == "f")
                yield return $"ALTER DOMAIN {name} ADD CONSTRAINT {quoted} {constraint.Required("definition")};";
            if (constraint.Text("comment") is { } comment)
                yield return $"COMMENT ON CONSTRAINT {quoted} ON DOMAIN {name} IS {SqlText.Literal(comment)};";
        }
    }

    private static string List(IEnumerable<string> items) => string.Concat(items.Select((item, index) => (index == 0 ? "\n  " : ",\n  ") + item)) + "\n";
}
