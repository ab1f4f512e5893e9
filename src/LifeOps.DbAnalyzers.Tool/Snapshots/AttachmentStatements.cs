using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>Triggers, policies, rules and extended statistics from the rows of <see cref="CatalogSection.Attachments"/>.</summary>
internal static class AttachmentStatements
{
    private const string Grant = "g";
    private const string Statistics = "s";

    /// <summary>GRANT and REVOKE of all objects.</summary>
    public static IEnumerable<string> WriteGrants(DatabaseCatalog catalog) =>
        catalog[CatalogSection.Attachments].Where(row => row.Required("kind") == Grant).Select(row => row.Required("definition") + ";");

    public static IEnumerable<string> Write(DatabaseCatalog catalog)
    {
        foreach (var row in catalog[CatalogSection.Attachments])
        {
            if (row.Required("kind") == Grant)
                continue;
            if (row.Required("kind") == Statistics)
            {
                foreach (var statement in WriteStatistics(row))
                    yield return statement;
                continue;
            }

            var table = SqlText.Name(row.Required("schema_name"), row.Required("relname"));
            var name = SqlIdentifier.Quote(row.Required("name"));
            var kind = row.Required("kind") switch { "t" => "TRIGGER", "r" => "RULE", _ => "POLICY" };
            yield return kind == "POLICY" ? CreatePolicy(row.Row("policy")!, name, table) : row.Required("definition").TrimEnd(';') + ";";
            if (row.Text("enabled") is "D" or "R" or "A")
                yield return $"ALTER TABLE {table} {row.Text("enabled") switch { "D" => "DISABLE", "R" => "ENABLE REPLICA", _ => "ENABLE ALWAYS" }} {kind} {name};";
            if (row.Text("comment") is { } comment)
                yield return $"COMMENT ON {kind} {name} ON {table} IS {SqlText.Literal(comment)};";
        }
    }

    private static IEnumerable<string> WriteStatistics(CatalogRow row)
    {
        yield return row.Required("definition") + ";";
        if (row.Text("enabled") is { } target)
            yield return $"ALTER STATISTICS {row.Required("name")} SET STATISTICS {target};";
        if (row.Text("comment") is { } comment)
            yield return $"COMMENT ON STATISTICS {row.Required("name")} IS {SqlText.Literal(comment)};";
    }

    private static string CreatePolicy(CatalogRow policy, string name, string table)
    {
        var text = $"CREATE POLICY {name} ON {table}";
        if (!policy.Flag("permissive"))
            text += " AS RESTRICTIVE";
        text += policy.Text("command") switch { "r" => " FOR SELECT", "a" => " FOR INSERT", "w" => " FOR UPDATE", "d" => " FOR DELETE", _ => "" };
        if (policy.Texts("roles") is { Count: > 0 } roles && roles is not ["public"])
            text += " TO " + string.Join(", ", roles);
        if (policy.Text("using") is { } condition)
            text += $"\n  USING ({condition})";
        if (policy.Text("check") is { } check)
            text += $"\n  WITH CHECK ({check})";
        return text + ";";
    }
}
