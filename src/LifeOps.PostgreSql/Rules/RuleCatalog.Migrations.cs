namespace LifeOps.PostgreSql.Rules;

// LDB8xxx: migrations.
public static partial class RuleCatalog
{
    public static readonly Rule IndexWithoutConcurrently = new(
        "LDB8001", "Index built without CONCURRENTLY", "{0} on {1} stops all writes until it is built: {2}", "Migrations", RuleSeverity.Warning,
        "CREATE INDEX holds a SHARE lock on the table for as long as it reads and sorts it: every INSERT, UPDATE and DELETE waits.",
        HasFix: true);

    public static readonly Rule ConcurrentlyInTransaction = new(
        "LDB8002", "CONCURRENTLY inside a transaction", "{0} cannot run inside a transaction block: {1}", "Migrations", RuleSeverity.Error,
        "The command commits several times on its way, so the server refuses it in a transaction block: the migration fails.");

    public static readonly Rule ConstraintWithoutNotValid = new(
        "LDB8003", "Constraint added without NOT VALID", "{0} on {1} is checked under its lock: {2}", "Migrations", RuleSeverity.Warning,
        "ADD CONSTRAINT reads the whole table under a lock that stops writes (foreign keys) or everybody (CHECK). Added NOT VALID it holds for new rows at once, and VALIDATE CONSTRAINT reads the old ones without stopping anybody.",
        HasFix: true);

    public static readonly Rule RequiredColumnWithoutDefault = new(
        "LDB8004", "NOT NULL column added without a default", "{0} is added NOT NULL without a default: the statement fails when the table has rows", "Migrations", RuleSeverity.Error,
        "The rows that are there would hold NULL in the new column, so the server refuses the statement. It works on the empty table of a developer.");

    public static readonly Rule SetNotNullScan = new(
        "LDB8005", "SET NOT NULL that scans the table", "SET NOT NULL on {0} reads the whole table under ACCESS EXCLUSIVE; a CHECK (... IS NOT NULL), added NOT VALID and validated before, saves that", "Migrations", RuleSeverity.Warning,
        "Nobody reads or writes the table while it is read. From PostgreSQL 12 on a valid CHECK (column IS NOT NULL) is taken as proof; from 18 on a NOT NULL constraint can be NOT VALID itself.",
        HasFix: true);

    public static readonly Rule ColumnThatRewritesTable = new(
        "LDB8006", "New column that rewrites the table", "Adding {0} writes the whole table anew under ACCESS EXCLUSIVE: {1}", "Migrations", RuleSeverity.Warning,
        "From PostgreSQL 11 on a default that is the same for all rows is kept in the catalog; one that differs from row to row has to be written into each. Add the column without it, set the default, and fill the rows in batches.");

    public static readonly Rule TypeChangeThatRewritesTable = new(
        "LDB8007", "Type change that rewrites the table", "Changing {0} {1} writes the whole table and its indexes anew under ACCESS EXCLUSIVE", "Migrations", RuleSeverity.Warning,
        "Nobody reads or writes the table meanwhile. Add a column of the new type, keep it up to date with a trigger, fill it in batches, and change over to it.");

    public static readonly Rule RenameThatBreaksCode = new(
        "LDB8008", "Rename that breaks running code", "{0} is renamed to {1}: {2}", "Migrations", RuleSeverity.Warning,
        "Old and new code run side by side during a deployment, and the old one comes back with a rollback: whichever name exists, one of the two fails.");

    public static readonly Rule DropThatLosesData = new(
        "LDB8009", "Drop of a table or column", "{0} is dropped: {1}", "Migrations", RuleSeverity.Warning,
        "What is dropped is gone, and every query that names it fails from that moment on. An error where the code is known to use it still.");

    public static readonly Rule LockWithoutTimeout = new(
        "LDB8010", "Lock taken without lock_timeout", "This needs {0} on {1} and waits for it without limit: SET lock_timeout before it", "Migrations", RuleSeverity.Info,
        "A statement that waits for a strong lock behind one long transaction makes every later query of the table wait behind itself: a migration of milliseconds becomes an outage. With lock_timeout it fails instead, and can be tried again.",
        HasFix: true);

    public static readonly Rule KeyWithoutIndex = new(
        "LDB8011", "Key added without USING INDEX", "{0} on {1} builds its index under ACCESS EXCLUSIVE: CREATE UNIQUE INDEX CONCURRENTLY first, then add the constraint USING INDEX", "Migrations", RuleSeverity.Warning,
        "Nobody reads or writes the table while the index is built. With USING INDEX the constraint takes an index that is there, in milliseconds.",
        HasFix: true);

    public static readonly Rule TableLockedForLong = new(
        "LDB8012", "Command that keeps a table locked", "{0} keeps {1} locked for as long as it or its transaction runs: {2}", "Migrations", RuleSeverity.Warning,
        "VACUUM FULL, CLUSTER and the copying forms of ALTER TABLE write the table anew under ACCESS EXCLUSIVE; LOCK holds until the end of the transaction.");

    public static readonly Rule BackfillAtOnce = new(
        "LDB8013", "Backfill at once", "This UPDATE fills {0} {1}; do it in batches of some thousand rows, each committed", "Migrations", RuleSeverity.Warning,
        "One long transaction keeps locks on all rows, makes the table twice its size, holds back VACUUM everywhere and starts from nothing when it fails.");

    public static readonly Rule EnumValueUsedTooSoon = new(
        "LDB8014", "Enum value used in the transaction that adds it", "The value '{0}' of {1} is used in the transaction that adds it: the server refuses it before COMMIT", "Migrations", RuleSeverity.Error,
        "ALTER TYPE ... ADD VALUE can run in a transaction from PostgreSQL 12 on, but the new value is safe to use only after it has committed (error 55P04).");

    public static readonly Rule DropIndexWithoutConcurrently = new(
        "LDB8015", "Index dropped without CONCURRENTLY", "DROP INDEX {0} takes ACCESS EXCLUSIVE on {1}; DROP INDEX CONCURRENTLY waits without stopping anybody", "Migrations", RuleSeverity.Warning,
        "The lock waits for every transaction that uses the table, and all later queries wait behind it.",
        HasFix: true);

    private static Rule[] MigrationsRules() => [
        IndexWithoutConcurrently,
        ConcurrentlyInTransaction,
        ConstraintWithoutNotValid,
        RequiredColumnWithoutDefault,
        SetNotNullScan,
        ColumnThatRewritesTable,
        TypeChangeThatRewritesTable,
        RenameThatBreaksCode,
        DropThatLosesData,
        LockWithoutTimeout,
        KeyWithoutIndex,
        TableLockedForLong,
        BackfillAtOnce,
        EnumValueUsedTooSoon,
        DropIndexWithoutConcurrently,
    ];
}
