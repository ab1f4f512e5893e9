using System.Globalization;
using System.Text;
using LifeOps.DbAnalyzers.Tool.Reports.Diagrams;
using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.Reports.Html;

/// <summary>The data model as one SVG: each cluster laid out for itself, the clusters packed in rows.</summary>
internal sealed class SvgDiagram
{
    private const double ClusterGap = 70;
    private const double TitleHeight = 34;
    private const double Margin = 24;

    private readonly HtmlWriter _html;
    private readonly Dictionary<string, (int Count, RuleSeverity Worst)> _findings;

    private SvgDiagram(HtmlWriter html, IEnumerable<ReportFinding> findings)
    {
        _html = html;
        _findings = findings.Where(finding => finding.Table is not null).GroupBy(finding => finding.Table!)
            .ToDictionary(group => group.Key, group => (group.Count(), group.Max(finding => finding.Severity)));
    }

    public static void Write(HtmlWriter html, IReadOnlyList<TableCluster> clusters, IEnumerable<ReportFinding> findings) =>
        new SvgDiagram(html, findings).Write(clusters);

    private void Write(IReadOnlyList<TableCluster> clusters)
    {
        var layouts = clusters.Select(cluster => (Cluster: cluster, Layout: DiagramLayout.Of(cluster))).ToList();
        var titled = clusters.Count > 1;
        var places = Pack(layouts.Select(pair => (pair.Layout.Width, Height: pair.Layout.Height + (titled ? TitleHeight : 0))).ToList(), out var width, out var height);
        _html.Line($"<svg class=\"er\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{-Margin} {-Margin} {width + (2 * Margin)} {height + (2 * Margin)}\" role=\"img\" aria-label=\"Entity relationship diagram\"><g class=\"viewport\">");
        for (var i = 0; i < layouts.Count; i++)
        {
            var (cluster, layout) = layouts[i];
            _html.Line($"<g class=\"part\" transform=\"translate({places[i].X} {places[i].Y})\">");
            if (titled)
            {
                _html.Line($"<text class=\"cluster\" x=\"0\" y=\"16\">{cluster.Title}</text>");
                _html.Line($"<g transform=\"translate(0 {TitleHeight})\">");
            }

            foreach (var key in layout.Keys)
                WriteKey(key);
            foreach (var table in layout.Tables)
                WriteTable(table);
            _html.Line($"{new Markup(titled ? "</g></g>" : "</g>")}");
        }

        _html.Line($"</g></svg>");
    }

    private void WriteTable(PlacedTable placed)
    {
        var box = placed.Box;
        var name = TableOfPlaces.Name(box.Table.QualifiedName);
        var kind = box.Table.Hypertable is not null ? " hypertable" : "";
        _html.Line($"<g class=\"table{kind}\" data-table=\"{name}\" tabindex=\"0\" transform=\"translate({placed.X} {placed.Y})\"><title>{Tooltip(box.Table)}</title>");
        _html.Line($"<rect class=\"box\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"7\"/><path class=\"head\" d=\"M0 {DiagramTable.HeaderHeight}V7a7 7 0 0 1 7-7H{box.Width - 7}a7 7 0 0 1 7 7V{DiagramTable.HeaderHeight}z\"/><text class=\"name\" x=\"12\" y=\"20\">{box.Title}</text>");
        if (_findings.TryGetValue(name, out var found))
            _html.Line($"<g class=\"badge {SeverityText.Of(found.Worst)}\"><rect x=\"{box.Width - 34}\" y=\"7\" width=\"24\" height=\"16\" rx=\"8\"/><text x=\"{box.Width - 22}\" y=\"19\">{found.Count}</text></g>");
        for (var i = 0; i < box.Columns.Count; i++)
        {
            var column = box.Columns[i];
            var y = DiagramTable.HeaderHeight + (i * DiagramTable.RowHeight) + 15;
            _html.Line($"<g class=\"column\"><text class=\"key {column.Key.ToLowerInvariant()}\" x=\"12\" y=\"{y}\">{column.Key}</text><text x=\"40\" y=\"{y}\">{column.Name}</text><text class=\"type\" x=\"{box.Width - 12}\" y=\"{y}\">{column.Type}{(column.IsNullable ? "?" : "")}{(column.Elsewhere is null ? "" : " ↗")}</text></g>");
        }

        if (box.Hidden > 0)
            _html.Line($"<text class=\"more\" x=\"40\" y=\"{DiagramTable.HeaderHeight + (box.Columns.Count * DiagramTable.RowHeight) + 15}\">and {box.Hidden} more</text>");
        _html.Line($"</g>");
    }

    private void WriteKey(PlacedKey placed)
    {
        var isOptional = placed.Key.Columns.Any(name => placed.From.FindColumn(name) is { IsNotNull: false });
        _html.Line($"<g class=\"relation{(isOptional ? " optional" : "")}\" data-from=\"{TableOfPlaces.Name(placed.From.QualifiedName)}\" data-to=\"{TableOfPlaces.Name(placed.To.QualifiedName)}\"><title>{placed.From.Name}.{string.Join(", ", placed.Key.Columns)} → {placed.To.Name}.{string.Join(", ", placed.Key.ReferencedColumns)}</title><path d=\"{new Markup(Path(placed))}\"/><path class=\"foot\" d=\"{new Markup(Foot(placed))}\"/></g>");
    }

    private static string Tooltip(Table table) =>
        TableOfPlaces.Name(table.QualifiedName)
        + (table.Hypertable is not null ? " (hypertable)" : "")
        + (table.RowEstimate is { } rows ? string.Create(CultureInfo.InvariantCulture, $", about {rows:N0} rows") : "")
        + (table.Comment is { } comment ? "\n" + comment : "");

    // Leaves and reaches the boxes level, bends between columns.
    private static string Path(PlacedKey key)
    {
        var points = key.Points;
        if (key.From == key.To && points[0].X.Equals(points[^1].X))
            return string.Create(CultureInfo.InvariantCulture, $"M{points[0].X:0.#} {points[0].Y:0.#}C{points[0].X + 46:0.#} {points[0].Y:0.#} {points[1].X + 46:0.#} {points[1].Y:0.#} {points[1].X:0.#} {points[1].Y:0.#}");

        var path = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"M{points[0].X:0.#} {points[0].Y:0.#}"));
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            var middle = (from.X + to.X) / 2;
            if (from.Y.Equals(to.Y))
                path.Append(CultureInfo.InvariantCulture, $"L{to.X:0.#} {to.Y:0.#}");
            else
                path.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {from.Y:0.#} {middle:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}");
        }

        return path.ToString();
    }

    // A crow's foot at the table that has many, a bar at the one that has one.
    private static string Foot(PlacedKey key)
    {
        var (x, y) = key.Points[0];
        var away = key.StartsLeft ? -10 : 10;
        var (endX, endY) = key.Points[^1];
        var bar = endX + (key.EndsRight ? 8 : -8);
        return string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y - 5:0.#}L{x + away:0.#} {y:0.#}L{x:0.#} {y + 5:0.#}M{bar:0.#} {endY - 5:0.#}V{endY + 5:0.#}");
    }

    // Rows of about the same width, the widest clusters first in the order given, on an area like a screen's.
    private static List<(double X, double Y)> Pack(List<(double Width, double Height)> sizes, out double width, out double height)
    {
        var target = Math.Max(Math.Sqrt(sizes.Sum(size => (size.Width + ClusterGap) * (size.Height + ClusterGap)) * 1.7), sizes.Max(size => size.Width));
        var places = new List<(double X, double Y)>();
        double x = 0, y = 0, rowHeight = 0;
        width = 0;
        foreach (var size in sizes)
        {
            if (x > 0 && x + size.Width > target)
            {
                y += rowHeight + ClusterGap;
                (x, rowHeight) = (0, 0);
            }

            places.Add((x, y));
            x += size.Width + ClusterGap;
            width = Math.Max(width, x - ClusterGap);
            rowHeight = Math.Max(rowHeight, size.Height);
        }

        height = y + rowHeight;
        return places;
    }
}
