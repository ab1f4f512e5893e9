namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>Rows of a section by the relation that they are about, by its name: recorded answers have no oids.</summary>
internal sealed class RowsByRelation
{
    private readonly Dictionary<string, List<CatalogRow>> _rows = [];

    /// <param name="rows">In any order; those of one relation keep theirs.</param>
    public RowsByRelation(IEnumerable<CatalogRow> rows)
    {
        CatalogRow? above = null;
        List<CatalogRow> list = [];
        foreach (var row in rows)
        {
            // The rows of a relation mostly come together, and share their names with the row above.
            if (above is null || !ReferenceEquals(row.Text("relname"), above.Text("relname")) || !ReferenceEquals(row.Text("schema_name"), above.Text("schema_name")))
            {
                if (!_rows.TryGetValue(row.Relation, out var known))
                    _rows[row.Relation] = known = [];
                list = known;
            }

            list.Add(row);
            above = row;
        }
    }

    /// <summary>The rows of the relation that a row is about.</summary>
    public IReadOnlyList<CatalogRow> this[CatalogRow row] => _rows.TryGetValue(row.Relation, out var rows) ? rows : [];

    /// <summary>The columns of all relations, each relation's in the order of attnum.</summary>
    public static RowsByRelation Columns(IReadOnlyList<CatalogRow> rows)
    {
        var columns = new RowsByRelation(rows);
        foreach (var list in columns._rows.Values)
            SortByNumber(list);
        return columns;
    }

    // The server mostly has them in order.
    private static void SortByNumber(List<CatalogRow> rows)
    {
        var last = long.MinValue;
        foreach (var row in rows)
        {
            var number = row.Number("attnum") ?? 0;
            if (number < last)
            {
                rows.Sort((left, right) => (left.Number("attnum") ?? 0).CompareTo(right.Number("attnum") ?? 0));
                return;
            }

            last = number;
        }
    }
}
