using System.Text;
using LifeOps.PostgreSql.Repairs;

namespace LifeOps.DbAnalyzers.Tool.Reports;

/// <summary>Steps of a repair plan as reports write them.</summary>
internal static class RepairText
{
    /// <summary>The lock as SQL names it.</summary>
    public static string LockOf(RepairStep step)
    {
        if (step.Lock is not { } mode)
            return "none";
        var words = new StringBuilder();
        foreach (var c in mode.ToString())
        {
            if (char.IsUpper(c) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToUpperInvariant(c));
        }

        return words.ToString();
    }

    public static string DurationOf(RepairStep step) => step.Duration switch
    {
        RepairDuration.Instant => "instant",
        RepairDuration.TableScan => "reads the table",
        RepairDuration.IndexBuild => "builds an index",
        RepairDuration.Rewrite => "rewrites the table",
        _ => "writes all rows in batches",
    };

    public static string PhaseOf(RepairStep step) => step.Phase switch
    {
        RepairPhase.Expand => "expand",
        RepairPhase.CutOver => "cut over",
        _ => "contract",
    };

    public static string ReasonOf(RepairStep step) => step.Note is { } note ? step.Reason + " " + note : step.Reason;
}
