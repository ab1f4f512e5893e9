using System;

using LifeOps.PostgreSql.Schema;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>A column that gets another type.</summary>
/// <param name="NewType">As SQL writes it.</param>
/// <param name="Forward">The new value, from an expression for the old one.</param>
/// <param name="Backward">The old value, from an expression for the new one.</param>
/// <param name="NewDefault">The expression of the new default; null when there is none.</param>
internal sealed record ColumnChange(
    Table Table, Column Column, string NewType, Func<string, string> Forward, Func<string, string> Backward, string? NewDefault, string RuleId, string Reason)
{
    /// <summary>A condition that the new values keep, from an expression for them; null when there is none.</summary>
    public Func<string, string>? Check { get; init; }

    /// <summary>What is lost or to be known; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The old type, for the way back.</summary>
    public string OldType => Column.Type.ToString();
}
