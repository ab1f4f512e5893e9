using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The text of an embedded query for one server: <c>{schemas}</c>, <c>{parentless}</c>, <c>{timescale}</c> and <c>{since14:new|old}</c> resolved.</summary>
internal static class CatalogQuery
{
    // System schemas, other sessions' temporary ones and TimescaleDB's own.
    private const string UserSchemas = """
        n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_temp\_%' AND n.nspname NOT LIKE 'pg\_toast\_temp\_%'
          AND n.nspname NOT LIKE '\_timescaledb\_%' AND n.nspname NOT IN ('timescaledb_information', 'timescaledb_experimental')
        """;

    /// <param name="timescalePrefix">The schema of TimescaleDB's functions with its dot; null without TimescaleDB.</param>
    public static string Read(string section, int serverVersion, string? timescalePrefix = null)
    {
        if (section == CatalogSection.AllTimescale)
        {
            var parts = CatalogSection.Timescale.Select(part => $"SELECT '{part}' AS section, row_number() OVER () AS ordinal, row_to_json(answer)::text AS answer FROM ({Read(part, serverVersion, timescalePrefix)}) answer");
            return string.Join("\nUNION ALL\n", parts) + "\nORDER BY 1, 2";
        }

        using var stream = typeof(CatalogQuery).Assembly.GetManifestResourceStream(section)
            ?? throw new InvalidOperationException("No query is embedded for " + section);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd()
            .Replace("{schemas}", UserSchemas, StringComparison.Ordinal)
            .Replace("{timescale}", timescalePrefix, StringComparison.Ordinal)
            // A partition's copy of its parent's trigger: the column is there since 13.
            .Replace("{parentless}", "t.tgparentid = 0", StringComparison.Ordinal);
        return ResolveVersions(text, serverVersion >= 140000);
    }

    private static string ResolveVersions(string text, bool isNew)
    {
        const string Mark = "{since14:";
        var result = new StringBuilder(text.Length);
        var position = 0;
        for (var mark = text.IndexOf(Mark, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Mark, position, StringComparison.Ordinal))
        {
            var bar = text.IndexOf('|', mark);
            var end = text.IndexOf('}', bar);
            result.Append(text, position, mark - position);
            result.Append(isNew ? text[(mark + Mark.Length)..bar] : text[(bar + 1)..end]);
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
