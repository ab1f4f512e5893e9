namespace LifeOps.PostgreSql.Rules;

// LDB5xxx: indexes.
public static partial class RuleCatalog
{
    public static readonly Rule ForeignKeyWithoutIndex = new(
        "LDB5001", "Foreign key without an index", "No index begins with the foreign key of {0} ({1}) to {2}{3}", "Indexes", RuleSeverity.Warning,
        "PostgreSQL makes no index for a foreign key. Each DELETE or key UPDATE of a parent row then reads the whole table while it holds its locks, and joins from the parent have nothing to use.",
        "indexes on foreign keys", HasFix: true);

    public static readonly Rule DuplicateIndex = new(
        "LDB5002", "Duplicate index", "The index {0} of {1} equals {2}; drop it", "Indexes", RuleSeverity.Warning,
        "Every write maintains both, both take memory and disk, and no query is faster.",
        HasFix: true);

    public static readonly Rule PrefixIndex = new(
        "LDB5003", "Index that is the beginning of another", "The index {0} of {1} is the beginning of {2}, which serves the same lookups", "Indexes", RuleSeverity.Info,
        "A B-tree over (a, b) finds rows by a as well. The shorter index costs writes and memory; it pays only where it is much smaller and read all the time.",
        HasFix: true);

    public static readonly Rule UnusedIndex = new(
        "LDB5004", "Index nobody used", "The index {0} on {1} ({2}) was not used once in {3}", "Indexes", RuleSeverity.Info,
        "Every INSERT, most UPDATEs and every VACUUM pay for it. Before it is dropped, look whether a replica, a monthly job or the deletion of referenced rows needs it.",
        "unused indexes");

    public static readonly Rule IndexOnFewValues = new(
        "LDB5005", "Index on a column with few values", "The index {0} is on {1} alone, which has {2}; use a partial index, or put the column into one with others", "Indexes", RuleSeverity.Info,
        "A value that a fifth of the rows have is found faster by reading the table, so the planner does not use the index, and every write still maintains it.");

    private static Rule[] IndexesRules() => [
        ForeignKeyWithoutIndex,
        DuplicateIndex,
        PrefixIndex,
        UnusedIndex,
        IndexOnFewValues,
    ];
}
