namespace LifeOps.PostgreSql.Repairs;

/// <summary>Chooses how a column gets a type whose values are stored otherwise: at once on a small table, by replacement on a large one.</summary>
internal static class ColumnTypeRepair
{
    /// <returns>Null when the steps were added; otherwise why not.</returns>
    public static string? Plan(RepairDraft draft, ColumnChange change)
    {
        if (draft.IsChanged(change.Table, change.Column.Name))
            return null;
        var isSmall = draft.IsSmall(change.Table);
        var obstacle = isSmall ? ColumnRewrite.Obstacle(draft, change.Table, change.Column) : ColumnReplacement.Obstacle(draft, change.Table, change.Column);
        if (obstacle is not null)
            return obstacle;

        draft.TryChange(change.Table, change.Column.Name);
        if (isSmall)
            ColumnRewrite.Plan(draft, change with { Reason = change.Reason + " The table is small enough to do it at once." }, RepairDuration.Rewrite, isPlain: false);
        else
            ColumnReplacement.Plan(draft, change);
        return null;
    }
}
