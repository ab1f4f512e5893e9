using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The text of an embedded query for one server: <c>{schemas}</c>, <c>{parentless}</c>, <c>{timescale}</c>, <c>{grants}</c> and <c>{sinceNN:new|old}</c> resolved.</summary>
internal static class CatalogQuery
{
    // System schemas, other sessions' temporary ones and TimescaleDB's own.
    private const string UserSchemas = """
        n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_temp\_%' AND n.nspname NOT LIKE 'pg\_toast\_temp\_%'
          AND n.nspname NOT LIKE '\_timescaledb\_%' AND n.nspname NOT IN ('timescaledb_information', 'timescaledb_experimental')
        """;

    /// <param name="timescalePrefix">The schema of TimescaleDB's functions with its dot; null without TimescaleDB.</param>
    /// <param name="withGrants">Whether attachments have what roles other than the owner may do.</param>
    public static string Read(string section, int serverVersion, string? timescalePrefix = null, bool withGrants = false)
    {
        if (section == CatalogSection.AllTimescale)
        {
            var parts = CatalogSection.Timescale.Select(part => $"SELECT '{part}' AS section, row_number() OVER () AS ordinal, row_to_json(answer)::text AS answer FROM ({Read(part, serverVersion, timescalePrefix)}) answer");
            return string.Join("\nUNION ALL\n", parts) + "\nORDER BY 1, 2";
        }

        var text = ReadResource(section)
            .Replace("{grants}", withGrants ? ReadResource("grants") : "", StringComparison.Ordinal)
            .Replace("{schemas}", UserSchemas, StringComparison.Ordinal)
            .Replace("{timescale}", timescalePrefix, StringComparison.Ordinal)
            // A partition's copy of its parent's trigger: the column is there since 13.
            .Replace("{parentless}", "t.tgparentid = 0", StringComparison.Ordinal);
        return ResolveVersions(text, serverVersion / 10000);
    }

    private static string ReadResource(string name)
    {
        using var stream = typeof(CatalogQuery).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("No query is embedded for " + name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The first text of each mark for a server of that major version or a newer one, the second for an older one.</summary>
    private static string ResolveVersions(string text, int major)
    {
        const string Mark = "{since";
        var result = new StringBuilder(text.Length);
        var position = 0;
        for (var mark = text.IndexOf(Mark, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Mark, position, StringComparison.Ordinal))
        {
            var colon = text.IndexOf(':', mark);
            var bar = text.IndexOf('|', colon);
            var end = text.IndexOf('}', bar);
            var isNew = major >= int.Parse(text.AsSpan(mark + Mark.Length, colon - mark - Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            result.Append(text, position, mark - position);
            result.Append(isNew ? text[(colon + 1)..bar] : text[(bar + 1)..end]);
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
