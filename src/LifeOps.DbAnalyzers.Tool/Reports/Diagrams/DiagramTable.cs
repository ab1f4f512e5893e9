using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Diagrams;

/// <summary>A line of a table's box.</summary>
/// <param name="Key">PK, FK, UK or nothing.</param>
/// <param name="Elsewhere">The table that the column refers to when it is drawn in another part; null otherwise.</param>
internal sealed record DiagramColumn(string Name, string Type, string Key, bool IsNullable, string? Elsewhere);

/// <summary>A table's box: what it shows and how large that is, in pixels.</summary>
internal sealed class DiagramTable
{
    public const double HeaderHeight = 30;
    public const double RowHeight = 20;

    // Widths of a monospaced font at 12 and 13 pixels; boxes are a little wider than their longest line.
    private const double CharWidth = 7.25;
    private const double HeaderCharWidth = 8.1;
    private const double KeyWidth = 28;
    private const double Gap = 18;
    private const double Padding = 12;
    private const int MaxColumns = 16;
    private const int MaxNameLength = 34;
    private const int MaxTypeLength = 22;

    public DiagramTable(Table table, IReadOnlySet<QualifiedName> drawn)
    {
        Table = table;
        Title = Shorten(TableOfPlaces.Name(table.QualifiedName), MaxNameLength);
        var keys = table.ForeignKeys;
        var ordered = table.Columns.Count <= MaxColumns
            ? table.Columns.ToList()
            : table.Columns.Where(column => KeyOf(table, column).Length > 0).Concat(table.Columns.Where(column => KeyOf(table, column).Length == 0)).Take(MaxColumns - 1).ToList();
        Columns =
        [
            .. ordered.Select(column => new DiagramColumn(
                Shorten(column.Name, MaxNameLength),
                Shorten(ShortType(column.Type), MaxTypeLength),
                KeyOf(table, column),
                !column.IsNotNull,
                keys.Where(key => key.Columns.Contains(column.Name) && !drawn.Contains(key.ReferencedTable)).Select(key => TableOfPlaces.Name(key.ReferencedTable)).FirstOrDefault())),
        ];
        Hidden = table.Columns.Count - Columns.Count;
        Positions = ordered.Select((column, i) => (column.Name, Row: i)).ToDictionary(pair => pair.Name, pair => pair.Row);
        NameWidth = Columns.Select(column => column.Name.Length).DefaultIfEmpty(0).Max() * CharWidth;
        var typeWidth = Columns.Select(column => column.Type.Length + (column.IsNullable ? 1 : 0)).DefaultIfEmpty(0).Max() * CharWidth;
        Width = Math.Ceiling(Math.Max((Title.Length * HeaderCharWidth) + 44, KeyWidth + NameWidth + Gap + typeWidth) + (2 * Padding));
        Height = HeaderHeight + ((Columns.Count + (Hidden > 0 ? 1 : 0)) * RowHeight) + 6;
    }

    public Table Table { get; }

    public string Title { get; }

    public IReadOnlyList<DiagramColumn> Columns { get; }

    /// <summary>Columns that are not shown.</summary>
    public int Hidden { get; }

    public double NameWidth { get; }

    public double Width { get; }

    public double Height { get; }

    private Dictionary<string, int> Positions { get; }

    /// <summary>The middle of a column's line, from the top of the box; of the header when it is not shown.</summary>
    public double YOf(string column) =>
        Positions.TryGetValue(column, out var row) && row < Columns.Count ? HeaderHeight + (row * RowHeight) + (RowHeight / 2) : HeaderHeight / 2;

    private static string KeyOf(Table table, Column column)
    {
        if (table.PrimaryKey?.Columns.Contains(column.Name) == true)
            return "PK";
        if (table.ForeignKeys.Any(key => key.Columns.Contains(column.Name)))
            return "FK";
        return table.UniqueConstraints.Any(key => key.Columns.Count == 1 && key.Columns[0] == column.Name) ? "UK" : "";
    }

    private static string ShortType(SqlType type)
    {
        var text = type.ToString();
        return text.Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
            .Replace("timestamp without time zone", "timestamp", StringComparison.Ordinal)
            .Replace("character varying", "varchar", StringComparison.Ordinal)
            .Replace("time without time zone", "time", StringComparison.Ordinal);
    }

    private static string Shorten(string text, int length)
    {
        text = VisibleText.OneLine(text);
        return text.Length <= length ? text : text[..(length - 1)] + "…";
    }
}
