using LifeOps.PostgreSql.Rules;

namespace LifeOps.PostgreSql.Repairs;

/// <summary>What the planner cannot know from schema and findings.</summary>
public sealed record RepairOptions
{
    /// <summary>Nothing decided.</summary>
    public static RepairOptions Default { get; } = new();

    /// <summary>
    /// The time zone that values of timestamp columns are meant in (<c>UTC</c>, <c>Europe/Berlin</c>); null when nobody said: then such
    /// columns are left alone.
    /// </summary>
    public string? TimestampZone { get; init; }

    /// <summary>What serial ids become. The change to uuid takes a release of the code that reads and writes the new keys.</summary>
    public IdPolicy SerialBecomes { get; init; } = IdPolicy.Identity;

    /// <summary>Age from which on chunks are compressed, as an interval; null when nobody said.</summary>
    public string? CompressAfter { get; init; }

    /// <summary>Age from which on chunks are dropped, as an interval; null when nobody said: data is never dropped by default.</summary>
    public string? DropAfter { get; init; }

    /// <summary>
    /// How long a step waits for a lock before it lets the others pass and tries again, as an interval. Shorter than deadlock_timeout (1s): it
    /// is the migration that steps back, and no query of the service that is chosen as a victim.
    /// </summary>
    public string LockTimeout { get; init; } = "500ms";

    /// <summary>Rows; a table with more, or without an estimate, is never rewritten under a lock.</summary>
    public long LargeTableRows { get; init; } = RuleOptions.Default.LargeTableRows;

    /// <summary>What the name of a new index starts with.</summary>
    public string IndexPrefix { get; init; } = RuleOptions.Default.IndexPrefix;

    /// <summary>Major version of the server.</summary>
    public int ServerMajor { get; init; } = 15;
}
