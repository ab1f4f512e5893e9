using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace LifeOps.DbAnalyzers.Tool.Snapshots;

/// <summary>The lines in which two snapshots differ, as a reader of patches knows them.</summary>
internal static class SnapshotDifference
{
    private const int Context = 2;

    /// <summary>Changed lines with two lines around them; <c>...</c> between places.</summary>
    public static IEnumerable<string> Lines(string before, string after)
    {
        var lines = InlineDiffBuilder.Diff(before, after).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type == ChangeType.Unchanged)
                continue;
            for (var near = Math.Max(0, i - Context); near <= Math.Min(lines.Count - 1, i + Context); near++)
                shown[near] = true;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (!shown[i])
                continue;
            if (i > 0 && !shown[i - 1])
                yield return "...";
            yield return lines[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " } + lines[i].Text;
        }
    }
}
