using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Catalog;
using LifeOps.PostgreSql.Syntax;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>The structured comments in front of a relation: what rules want to know of its data.</summary>
internal static class StatisticsComments
{
    /// <summary>Nothing for a relation that has no rows or was never analysed.</summary>
    /// <param name="size">The row with the estimates: a hypertable's, whose rows are in its chunks, or the relation's own.</param>
    public static IEnumerable<string> Write(CatalogRow size, IEnumerable<CatalogRow> columns)
    {
        if (size.Number("row_estimate") is not ({ } rows and > 0))
            yield break;
        yield return "-- lifeops:rows " + rows.ToString(CultureInfo.InvariantCulture);
        if (size.Number("table_bytes") is { } bytes and > 0)
            yield return "-- lifeops:bytes " + bytes.ToString(CultureInfo.InvariantCulture);
        foreach (var column in columns)
        {
            // A name with a line end cannot stand in a comment of one line.
            if (column.Real("null_frac") is { } nullFraction && column.Real("n_distinct") is { } distinct && column.Required("attname").AsSpan().IndexOfAny('\r', '\n') < 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"-- lifeops:column {SqlIdentifier.Quote(column.Required("attname"))} null_frac={nullFraction:0.####} n_distinct={distinct:0.####}");
        }
    }

    /// <summary>A snapshot without them.</summary>
    public static string Remove(string snapshot) => string.Join('\n', snapshot.Split('\n').Where(line =>
        !(line.StartsWith("-- lifeops:rows ", StringComparison.Ordinal) || line.StartsWith("-- lifeops:bytes ", StringComparison.Ordinal) || line.StartsWith("-- lifeops:column ", StringComparison.Ordinal))));
}
