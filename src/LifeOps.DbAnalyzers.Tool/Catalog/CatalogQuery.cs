using System.Globalization;
using System.Text;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// The text of an embedded query for one server: <c>{schemas}</c>, <c>{parentless}</c>, <c>{timescale}</c>, <c>{grants}</c>,
/// <c>{owner:class,oid}</c>, <c>{statistics:direct|view}</c> and <c>{sinceNN:new|old}</c> resolved.
/// </summary>
/// <param name="serverVersion">As server_version_num.</param>
/// <param name="timescalePrefix">The schema of TimescaleDB's functions with its dot; null without TimescaleDB.</param>
/// <param name="withGrants">Whether attachments have what roles other than the owner may do.</param>
/// <param name="readsStatistics">Whether the role may read pg_statistic itself; pg_stats asks for the rights to each column, which takes as long as all else.</param>
internal sealed class CatalogQuery(int serverVersion, string? timescalePrefix = null, bool withGrants = false, bool readsStatistics = false)
{
    // System schemas, other sessions' temporary ones and TimescaleDB's own.
    private const string UserSchemas = """
        n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_temp\_%' AND n.nspname NOT LIKE 'pg\_toast\_temp\_%'
          AND n.nspname NOT LIKE '\_timescaledb\_%' AND n.nspname NOT IN ('timescaledb_information', 'timescaledb_experimental')
        """;

    public string Read(string section)
    {
        if (section == CatalogSection.AllTimescale)
        {
            var parts = CatalogSection.Timescale.Select(part => $"SELECT '{part}' AS section, row_number() OVER () AS ordinal, row_to_json(answer)::text AS answer FROM ({Read(part)}) answer");
            return string.Join("\nUNION ALL\n", parts) + "\nORDER BY 1, 2";
        }

        var text = ReadResource(section)
            .Replace("{grants}", withGrants ? ReadResource("grants") : "", StringComparison.Ordinal)
            .Replace("{schemas}", UserSchemas, StringComparison.Ordinal)
            .Replace("{timescale}", timescalePrefix, StringComparison.Ordinal)
            // A partition's copy of its parent's trigger: the column is there since 13.
            .Replace("{parentless}", "t.tgparentid = 0", StringComparison.Ordinal);
        if (section == CatalogSection.Dependencies)
            text = ResolveOwners(text);
        return Choose(text, mark => mark == "statistics" ? readsStatistics : serverVersion / 10000 >= int.Parse(mark.AsSpan("since".Length), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The definitions of indexes and constraints as the server writes them, by kind (i, c) and oid.</summary>
    public static string Definitions(IEnumerable<CatalogRow> indexes, IEnumerable<CatalogRow> constraints) =>
        $"SELECT 'i' AS kind, x.oid::bigint AS oid, pg_get_indexdef(x.oid) AS definition FROM unnest({Oids(indexes)}) x(oid) UNION ALL SELECT 'c', x.oid::bigint, pg_get_constraintdef(x.oid) FROM unnest({Oids(constraints)}) x(oid)";

    private static string Oids(IEnumerable<CatalogRow> rows) =>
        "'{" + string.Join(',', rows.Select(row => row.Number("oid") ?? throw new InvalidDataException("A row of the catalog has no oid."))) + "}'::oid[]";

    private static string ReadResource(string name)
    {
        using var stream = typeof(CatalogQuery).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("No query is embedded for " + name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Each {owner:class,oid} replaced by the expression for it.</summary>
    private static string ResolveOwners(string text)
    {
        const string Mark = "{owner:";
        var owner = ReadResource("owner");
        owner = owner[(owner.IndexOf('\n') + 1)..];
        for (var mark = text.IndexOf(Mark, StringComparison.Ordinal); mark >= 0; mark = text.IndexOf(Mark, StringComparison.Ordinal))
        {
            var comma = text.IndexOf(',', mark);
            var end = text.IndexOf('}', comma);
            text = text[..mark]
                + owner.Replace("{class}", text[(mark + Mark.Length)..comma], StringComparison.Ordinal).Replace("{object}", text[(comma + 1)..end], StringComparison.Ordinal)
                + text[(end + 1)..];
        }

        return text;
    }

    /// <summary>Of each {mark:one|other} the first text where the mark is met, otherwise the second.</summary>
    private static string Choose(string text, Func<string, bool> isMet)
    {
        var result = new StringBuilder(text.Length);
        var position = 0;
        for (var mark = FindMark(text, 0); mark >= 0; mark = FindMark(text, position))
        {
            var colon = text.IndexOf(':', mark);
            var bar = text.IndexOf('|', colon);
            // PostgreSQL's own || is no mark's.
            while (bar >= 0 && bar + 1 < text.Length && text[bar + 1] == '|')
                bar = text.IndexOf('|', bar + 2);
            var end = text.IndexOf('}', bar);
            result.Append(text, position, mark - position);
            result.Append(isMet(text[(mark + 1)..colon]) ? text[(colon + 1)..bar] : text[(bar + 1)..end]);
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private static int FindMark(string text, int from)
    {
        var since = text.IndexOf("{since", from, StringComparison.Ordinal);
        var statistics = text.IndexOf("{statistics:", from, StringComparison.Ordinal);
        return since < 0 ? statistics : statistics < 0 ? since : Math.Min(since, statistics);
    }
}
