using LifeOps.DbAnalyzers.Tool.Catalog;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>CREATE COLLATION from what the row of <see cref="CatalogSection.Server"/> says.</summary>
internal static class CollationStatements
{
    public static IEnumerable<string> Write(CatalogRow row)
    {
        var options = new List<string> { "PROVIDER = " + row.Text("provider") switch { "i" => "icu", "b" => "builtin", _ => "libc" } };
        if (row.Text("locale") is { } locale)
        {
            options.Add("LOCALE = " + SqlText.Literal(locale));
        }
        else
        {
            // Before PostgreSQL 15 the locale of ICU stands in both of them.
            var (collate, ctype) = (row.Text("lc_collate"), row.Text("lc_ctype"));
            if (collate == ctype && collate is not null)
                options.Add("LOCALE = " + SqlText.Literal(collate));
            if (collate != ctype && collate is not null)
                options.Add("LC_COLLATE = " + SqlText.Literal(collate));
            if (collate != ctype && ctype is not null)
                options.Add("LC_CTYPE = " + SqlText.Literal(ctype));
        }

        if (row.Text("rules") is { } rules)
            options.Add("RULES = " + SqlText.Literal(rules));
        if (row.Text("deterministic") == "f")
            options.Add("DETERMINISTIC = false");
        yield return $"CREATE COLLATION {row.Required("name")} ({string.Join(", ", options)});";
        if (row.Text("comment") is { } comment)
            yield return $"COMMENT ON COLLATION {row.Required("name")} IS {SqlText.Literal(comment)};";
    }
}
