namespace LifeOps.PostgreSql.Rules;

// LDB1xxx: queries in C# data code.
public static partial class RuleCatalog
{
    public static readonly Rule QueryInLoop = new(
        "LDB1001", "N+1: a query per iteration", "This query runs once per iteration of {0}: {1}", "Queries", RuleSeverity.Warning,
        "Every execution is a round trip: a list of a thousand elements costs a thousand of them, each with its latency, plan and lock work. One query for all keys costs one.",
        "N+1", HasFix: true);

    public static readonly Rule UnpaginatedQuery = new(
        "LDB1002", "Unpaginated query", "This query reads {0} into memory: {1}", "Queries", RuleSeverity.Warning,
        "The result grows with the table: what takes milliseconds today takes memory, time and a connection tomorrow. Read a page (ORDER BY a key, LIMIT) or stream the rows.",
        "too much data", HasFix: true);

    public static readonly Rule CommandPerElement = new(
        "LDB1003", "One command per element in disguise", "{0} runs this command once per element of {1}", "Queries", RuleSeverity.Warning,
        "Dapper executes the command once for each element of a list given as parameters: as many round trips as elements. Use unnest, = ANY, an NpgsqlBatch or COPY.",
        "N+1", HasFix: true);

    public static readonly Rule RepeatedQuery = new(
        "LDB1004", "Query in a loop that does not depend on the loop", "{0} asks for the same in every iteration of {1}; ask once in front of the loop", "Queries", RuleSeverity.Warning,
        "Nothing of the loop goes into the query and nothing in the loop writes: every iteration but the first pays a round trip for what is known already.",
        "N+1", HasFix: true);

    public static readonly Rule SaveChangesInLoop = new(
        "LDB1005", "SaveChanges per iteration", "{0} runs once per iteration of {1}; save once behind the loop", "Queries", RuleSeverity.Warning,
        "Each call is a transaction of its own with its own round trips and commit.",
        "N+1", HasFix: true);

    public static readonly Rule LazyNavigationInLoop = new(
        "LDB1006", "Lazy navigation read in a loop", "{0} is loaded by a query of its own in every iteration of {1}; {2}", "Queries", RuleSeverity.Warning,
        "A navigation that the query did not include is loaded when it is first read: one round trip for each entity of the loop.",
        "N+1", HasFix: true);
    public static readonly Rule LargeOffset = new(
        "LDB1007", "OFFSET in a large table", "OFFSET reads and throws away every row of {0} before the page: {1}", "Queries", RuleSeverity.Info,
        "The server cannot jump to a row: page 1000 reads the rows of all pages before it, and rows that come or go meanwhile are shown twice or never. A condition on the key of the last row (keyset pagination) makes every page as fast as the first.",
        "pagination");

    public static readonly Rule UnstableOrder = new(
        "LDB1008", "Page without a unique order", "Pages are not stable: {0}; {1}", "Queries", RuleSeverity.Warning,
        "Rows that compare equal in ORDER BY, or all rows without one, come in an order that may change with every plan and every update: a row is shown on two pages or on none. A unique key as the last column of ORDER BY settles it.",
        "pagination", HasFix: true);

    public static readonly Rule SelectStar = new(
        "LDB1009", "SELECT * in data code", "{0} reads {1}: name the columns that are used", "Queries", RuleSeverity.Info,
        "Every column crosses the wire, large ones included, and no index can serve the query alone. A column that is added later changes what running code receives.",
        "too much data", HasFix: true);

    public static readonly Rule SqlFromValues = new(
        "LDB1010", "SQL built from values", "{0} becomes part of the SQL text: {1}", "Queries", RuleSeverity.Warning,
        "Whoever chooses the value can write SQL: read and change everything the connection may. Besides, every value makes another statement for the server to plan. A parameter keeps the value apart from the text.",
        HasFix: true);

    public static readonly Rule ChangeOfEveryRow = new(
        "LDB1011", "UPDATE or DELETE without WHERE", "{0} without WHERE changes every row of {1}", "Queries", RuleSeverity.Warning,
        "A condition that was forgotten changes or removes all rows in one transaction. Where all rows are meant, WHERE true or TRUNCATE says so.");

    public static readonly Rule MissingIndex = new(
        "LDB1012", "No index serves the query", "No index on {0} ({1}) serves the {2}: add {3}", "Queries", RuleSeverity.Warning,
        "Without an index the server reads the whole table for a few rows, and every execution costs more as the table grows.",
        "missing indexes on WHERE", HasFix: true, NeedsSchema: true);

    public static readonly Rule HiddenFromIndex = new(
        "LDB1013", "Predicate that cannot use the index", "{0} cannot use {1} on {2}: {3}", "Queries", RuleSeverity.Warning,
        "An index knows the values of its column, not what a function, a cast or a pattern makes of them: the server reads every row and computes the expression for each.",
        "sequential scan", NeedsSchema: true);

    public static readonly Rule JsonSearchWithoutIndex = new(
        "LDB1014", "Search inside a JSON document without an index", "No index on {0} ({1}) serves the {2}: add {3}, or make what is searched for a column", "Queries", RuleSeverity.Warning,
        "A document is opaque to ordinary indexes: without a GIN or expression index the server reads and parses the document of every row.",
        "JSONB", HasFix: true, NeedsSchema: true);

    public static readonly Rule UnboundedHypertableRead = new(
        "LDB1015", "Hypertable read without a time bound", "{0} is read in all its chunks: no condition on {1}", "Queries", RuleSeverity.Warning,
        "A hypertable is split by time, and only a condition on its time column leaves chunks out. Without one every chunk is opened and read, compressed ones included, and the query gets slower with each new chunk.",
        "hypertables", NeedsSchema: true);

    public static readonly Rule AggregatedRawRows = new(
        "LDB1016", "Raw rows summed up although an aggregate has the sums", "{0} is summed up row by row although {1} holds the sums by {2}: read {3} from it{4}", "Queries", RuleSeverity.Info,
        "A continuous aggregate holds one row for each bucket and group where the hypertable holds thousands. What it keeps need not be read and summed up again.",
        "continuous aggregates", HasFix: true);

    public static readonly Rule NotInNullable = new(
        "LDB1017", "NOT IN over a nullable column", "NOT IN finds nothing as soon as one {0} is NULL: use NOT EXISTS", "Queries", RuleSeverity.Warning,
        "One NULL among the rows of the subquery makes the condition unknown for every row. NOT EXISTS means what was meant, and the planner can make an anti join of it.",
        HasFix: true, NeedsSchema: true);

    public static readonly Rule CountForExistence = new(
        "LDB1018", "Count to know whether there is one", "This counts all rows of {0} to know whether there is one: {1} stops at the first", "Queries", RuleSeverity.Info,
        "Counting reads every row that matches; the question is answered by the first one.",
        "too much data", HasFix: true);

    public static readonly Rule UndisposedConnection = new(
        "LDB1019", "Connection, command or reader that is not disposed", "{0}", "Queries", RuleSeverity.Warning,
        "A connection goes back to the pool when it is disposed; one that is not stays taken until the garbage collector finds it, and the pool runs dry under load. A data source is a pool: one per call, or pooling switched off, makes a new server process for every call.",
        "connection pooling", HasFix: true);

    public static readonly Rule SynchronousCall = new(
        "LDB1020", "Synchronous database call in an async method", "{0} blocks a thread in an async method: await {1}", "Queries", RuleSeverity.Info,
        "The thread waits for the server instead of serving another request. With many requests the thread pool is used up before the connection pool is.",
        "connection pooling", HasFix: true);

    private static Rule[] QueriesRules() => [
        QueryInLoop,
        UnpaginatedQuery,
        CommandPerElement,
        RepeatedQuery,
        SaveChangesInLoop,
        LazyNavigationInLoop,
        LargeOffset,
        UnstableOrder,
        SelectStar,
        SqlFromValues,
        ChangeOfEveryRow,
        MissingIndex,
        HiddenFromIndex,
        JsonSearchWithoutIndex,
        UnboundedHypertableRead,
        AggregatedRawRows,
        NotInNullable,
        CountForExistence,
        UndisposedConnection,
        SynchronousCall,
    ];
}
