namespace LifeOps.PostgreSql.Schema;

/// <summary>A row security policy of a table (pg_policy).</summary>
public sealed record RowPolicy
{
    public required string Name { get; init; }

    /// <summary>Whether one such policy is enough (PERMISSIVE), or all must hold (RESTRICTIVE).</summary>
    public bool IsPermissive { get; init; } = true;

    /// <summary>all, select, insert, update or delete.</summary>
    public string Command { get; init; } = "all";

    /// <summary>The roles as written; <c>public</c> when none is.</summary>
    public string Roles { get; init; } = "public";

    /// <summary>The USING expression as written; null when there is none.</summary>
    public string? Using { get; init; }

    /// <summary>The WITH CHECK expression as written; null when there is none.</summary>
    public string? WithCheck { get; init; }

    public SchemaLocation Location { get; init; }
}
