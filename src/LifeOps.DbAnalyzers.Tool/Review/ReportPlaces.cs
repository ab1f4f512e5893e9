using LifeOps.DbAnalyzers.Tool.Reports;
using Microsoft.CodeAnalysis.Text;

namespace LifeOps.DbAnalyzers.Tool.Review;

/// <summary>Writes places as the report has them: relative to the reviewed folder, with forward slashes, counted from 1.</summary>
internal sealed class ReportPlaces(string root)
{
    public string FileOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    public ReportPlace Of(string path, LinePositionSpan lines) =>
        new(FileOf(path), lines.Start.Line + 1, lines.Start.Character + 1, lines.End.Line + 1, lines.End.Character + 1);
}
