namespace LifeOps.PostgreSql.Rules;

// LDB4xxx: structure.
public static partial class RuleCatalog
{
    public static readonly Rule TableWithoutPrimaryKey = new(
        "LDB4001", "Table without a primary key", "The table {0} has no primary key{1}", "Structure", RuleSeverity.Warning,
        "Without a key two rows can be the same, no foreign key can refer to one, and logical replication and many tools refuse UPDATE and DELETE.",
        "primary keys", HasFix: true);

    public static readonly Rule ForeignKeyWithoutOnDelete = new(
        "LDB4002", "Foreign key without ON DELETE", "The foreign key of {0} ({1}) to {2} does not say what happens ON DELETE", "Structure", RuleSeverity.Warning,
        "What happens to the rows when their parent goes is a decision about the data. Left out it is NO ACTION, and nobody can tell whether somebody chose that.",
        "foreign keys with ON DELETE", HasFix: true);

    public static readonly Rule ForeignKeyOfOtherType = new(
        "LDB4003", "Foreign key of another type", "{0} is {1}, and {2}, which it refers to, is {3}", "Structure", RuleSeverity.Warning,
        "Every check and every join converts one side; the narrower type cannot hold every key, and joins may lose the index.",
        "foreign keys", HasFix: true);

    public static readonly Rule RequiredColumn = new(
        "LDB4004", "Required column that may be NULL", "{0} may be NULL: {1}; add NOT NULL", "Structure", RuleSeverity.Info,
        "A NULL that no one meant spreads: comparisons become unknown, rows fall out of joins, and every reader has to handle it.",
        "NOT NULL on required fields", HasFix: true);

    public static readonly Rule MissingDefault = new(
        "LDB4005", "Missing default", "{0} has no default; {1} is expected", "Structure", RuleSeverity.Info,
        "Every writer has to know and send the value that all of them send; the one that forgets fails, or stores NULL.",
        "reasonable defaults", HasFix: true);

    public static readonly Rule JunctionWithoutCompositeKey = new(
        "LDB4006", "Junction table without a composite key", "The junction table {0} can hold the same ({1}) twice; make it the primary key", "Structure", RuleSeverity.Warning,
        "A pair that stands twice doubles every join over the table. The composite key keeps it out, and its index serves the first of the two foreign keys.",
        "composite keys", HasFix: true);

    public static readonly Rule DuplicateForeignKey = new(
        "LDB4007", "Duplicate foreign key", "The foreign key {1} of {0} says what {2} says already: both lead from the same columns to {3}", "Structure", RuleSeverity.Warning,
        "Each foreign key is checked on every write of both tables. Two that say the same cost twice, and their ON DELETE actions can contradict each other.",
        "foreign keys");

    public static readonly Rule QueriedJsonKey = new(
        "LDB4008", "Searched key of a jsonb column", "The keys of {0} are searched for ({1}); make them columns", "Structure", RuleSeverity.Info,
        "A key inside jsonb has no type, no NOT NULL, no foreign key and no statistics: the planner guesses how many rows match.",
        "JSONB");

    private static Rule[] StructureRules() => [
        TableWithoutPrimaryKey,
        ForeignKeyWithoutOnDelete,
        ForeignKeyOfOtherType,
        RequiredColumn,
        MissingDefault,
        JunctionWithoutCompositeKey,
        DuplicateForeignKey,
        QueriedJsonKey,
    ];
}
