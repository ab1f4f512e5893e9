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

    private static Rule[] QueriesRules() => [
        QueryInLoop,
        UnpaginatedQuery,
        CommandPerElement,
        RepeatedQuery,
        SaveChangesInLoop,
        LazyNavigationInLoop,
    ];
}
