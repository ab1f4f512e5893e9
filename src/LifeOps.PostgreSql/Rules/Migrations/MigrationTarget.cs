using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Rules.Migrations;

/// <summary>A relation that a migration changes, with what is known about it.</summary>
/// <param name="Name">For messages: as written.</param>
/// <param name="Table">The table of the schema; null when it is not known.</param>
/// <param name="View">The view of the schema; null when it is none.</param>
/// <param name="IsNew">Made by the same script (or temporary): nobody else uses it yet.</param>
/// <param name="LargeTableRows">From how many rows on a table is large.</param>
public sealed record MigrationTarget(string Name, Table? Table, View? View, bool IsNew, long LargeTableRows)
{
    /// <summary>Whether the table is known to have so few rows that reading or writing it anew is over at once.</summary>
    public bool IsSmall => Table?.RowEstimate is { } rows && rows < LargeTableRows;

    public bool IsHypertable => Table?.Hypertable is not null;

    public bool IsPartitioned => Table?.Kind == TableKind.Partitioned;

    /// <summary>Whether a long lock on it hurts: an existing table that is not known to be small.</summary>
    public bool IsBusy => !IsNew && !IsSmall && View is null;
}
