using LifeOps.DbAnalyzers.Tool.Reports;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>The indexes that findings recommend, each once with everything that it serves.</summary>
internal static class MissingIndexes
{
    public static IReadOnlyList<MissingIndex> From(IEnumerable<(IndexRecommendation Index, ReportFinding Finding)> recommendations) =>
    [
        .. recommendations.GroupBy(pair => (pair.Index.Table, pair.Index.Ddl)).OrderBy(group => group.Key.Table, StringComparer.Ordinal).ThenBy(group => group.Key.Ddl, StringComparer.Ordinal)
            .Select(group => new MissingIndex(
                group.Key.Table,
                group.Key.Ddl,
                [.. group.Select(pair => Served(pair.Index, pair.Finding)).Distinct()],
                group.First().Index.Effect,
                [.. group.Select(pair => pair.Finding).Distinct()])),
    ];

    private static string Served(IndexRecommendation index, ReportFinding finding) =>
        finding.Place is { } place ? $"{index.Serves} ({place.File}:{place.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : index.Serves;
}
