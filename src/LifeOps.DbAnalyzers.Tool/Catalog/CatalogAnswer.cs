using System.Runtime.CompilerServices;

namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>
/// The rows of an answer to <c>COPY (query) TO STDOUT (FORMAT csv, HEADER)</c>. A catalog is tens of thousands of short values, most of
/// them empty or those of the row above: as one text they take both sides a fraction of the time that they take as messages of a row each.
/// </summary>
internal static class CatalogAnswer
{
    /// <param name="text">A line of column names, then the rows; NULL is an empty value without quotes.</param>
    public static IReadOnlyList<CatalogRow> Parse(string text)
    {
        var position = 0;
        var columns = new Dictionary<string, int>();
        foreach (var name in ReadRow(text, ref position, []))
            columns.Add(name ?? throw new InvalidDataException("A column of the catalog has no name."), columns.Count);

        var rows = new List<CatalogRow>();
        var values = new string?[columns.Count];
        while (position < text.Length)
        {
            values = ReadRow(text, ref position, values);
            if (values.Length != columns.Count)
                throw new InvalidDataException($"A row of the catalog has {values.Length} values for {columns.Count} columns: the answer is not whole.");
            rows.Add(new(columns, values));
        }

        return rows;
    }

    // A run is over before the code that it runs most would be compiled again.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string?[] ReadRow(string text, ref int position, string?[] above)
    {
        var values = new List<string?>(above.Length);
        while (true)
        {
            values.Add(ReadValue(text, ref position, values.Count < above.Length ? above[values.Count] : null));
            if (position >= text.Length || text[position++] == '\n')
                return [.. values];
        }
    }

    /// <summary>The value at a position, which moves to the comma or line end behind it. A value like the one above is that one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? ReadValue(string text, ref int position, string? above)
    {
        if (position < text.Length && text[position] == '"')
            return ReadQuoted(text, ref position);

        var rest = text.AsSpan(position);
        var length = rest.IndexOfAny(',', '\n');
        if (length < 0)
            length = rest.Length;
        position += length;
        var value = rest[..length];
        if (value.IsEmpty)
            return null;
        return above is not null && value.SequenceEqual(above) ? above : value.ToString();
    }

    private static string ReadQuoted(string text, ref int position)
    {
        var start = position + 1;
        var hasQuotes = false;
        var end = text.IndexOf('"', start);
        while (end >= 0 && end + 1 < text.Length && text[end + 1] == '"')
        {
            hasQuotes = true;
            end = text.IndexOf('"', end + 2);
        }

        if (end < 0)
            throw new InvalidDataException("A value of the catalog does not end: the answer is not whole.");
        position = end + 1;
        var value = text[start..end];
        return hasQuotes ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value;
    }
}
