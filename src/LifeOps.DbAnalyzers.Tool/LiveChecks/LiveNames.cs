using System.Globalization;
using LifeOps.DbAnalyzers.Tool.Reports;
using LifeOps.PostgreSql.Schema;

namespace LifeOps.DbAnalyzers.Tool.LiveChecks;

/// <summary>Names and sizes of a live server as reports write them.</summary>
internal static class LiveNames
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Table(string schema, string name) => TableOfPlaces.Name(new QualifiedName(schema, name));

    public static string Size(long bytes)
    {
        var size = (double)bytes;
        var unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }
}
