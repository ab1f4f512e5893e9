namespace LifeOps.PostgreSql.Rules;

// LDB7xxx: TimescaleDB.
public static partial class RuleCatalog
{
    public static readonly Rule TimeSeriesWithoutHypertable = new(
        "LDB7001", "Time series that is no hypertable", "The table {0} has the shape of a time series over {1} and is no hypertable", "TimescaleDB", RuleSeverity.Info,
        "A hypertable keeps inserts fast as the table grows, compresses old rows and drops them by the chunk.",
        "hypertables");

    public static readonly Rule HypertableWithoutCompression = new(
        "LDB7002", "Hypertable without compression", "The hypertable {0} {1}", "TimescaleDB", RuleSeverity.Warning,
        "Compressed chunks take a tenth of the space or less, and queries over long ranges read that much less.",
        "compression", HasFix: true);

    public static readonly Rule HypertableWithoutRetention = new(
        "LDB7003", "Hypertable without retention", "The hypertable {0} has no retention policy and keeps every row for ever", "TimescaleDB", RuleSeverity.Info,
        "How long raw rows are kept is a decision; a policy makes it and drops whole chunks, which costs nothing.",
        "retention policies");

    public static readonly Rule UniqueWithoutPartitioningColumn = new(
        "LDB7004", "Unique key without the partitioning column", "{0} of the hypertable {1} is unique without the partitioning column {2}; the server rejects that", "TimescaleDB", RuleSeverity.Error,
        "Each chunk has an index of its own: only a key that contains the partitioning columns is unique in the whole hypertable.",
        "hypertables");

    public static readonly Rule AggregateWithoutRefresh = new(
        "LDB7005", "Continuous aggregate without refresh", "The continuous aggregate {0} has no refresh policy", "TimescaleDB", RuleSeverity.Warning,
        "Nothing materializes new buckets: a materialized-only aggregate stays as it is, a real-time one reads more raw rows every day.",
        "continuous aggregates");

    public static readonly Rule RefreshPastRetention = new(
        "LDB7006", "Refresh that reaches past the retention", "The refresh of {0} reaches back {1}, but {2} keeps its rows for {3} only: older buckets are lost", "TimescaleDB", RuleSeverity.Warning,
        "A refresh computes its window anew. Where the source's rows are dropped already the buckets come out empty and the aggregate loses its history.",
        "continuous aggregates");

    public static readonly Rule ConcurrentIndexOnHypertable = new(
        "LDB7007", "Concurrent index build on a hypertable", "{0} does not work on the hypertable {1}; {2}", "TimescaleDB", RuleSeverity.Error,
        "The extension rejects the statement: hypertables do not support concurrent index creation.",
        "hypertables", HasFix: true, NeedsSchema: true);

    public static readonly Rule RejectedByTimescaleDb = new(
        "LDB7008", "Construct that TimescaleDB rejects", "TimescaleDB rejects {0}: {1}", "TimescaleDB", RuleSeverity.Error,
        "The statement, or the one that makes the hypertable, fails on the server.",
        "hypertables");

    public static readonly Rule SegmentByUniqueColumn = new(
        "LDB7009", "Compression segmented by a unique column", "{0} is segmented by {1}, but {2}: segments of one row compress nothing", "TimescaleDB", RuleSeverity.Info,
        "Compression packs up to a thousand rows of one segment together. Segment by what queries filter on and many rows share; put the rest into orderby.",
        "compression", NeedsSchema: true);

    public static readonly Rule IntegerTimeWithoutNow = new(
        "LDB7010", "Integer time without a now function", "The policy on {0} cannot tell what time it is: {1} is an integer and set_integer_now_func has not been called", "TimescaleDB", RuleSeverity.Warning,
        "Policies compare the age of chunks with now; for integers only a function of yours knows it, and the server refuses the policy without one.",
        "hypertables");

    public static readonly Rule OldRowsDeleted = new(
        "LDB7011", "Old rows deleted one by one", "This DELETE removes old rows of {0} one by one: drop whole chunks with {1} or a retention policy", "TimescaleDB", RuleSeverity.Warning,
        "Every deleted row is marked, logged and vacuumed, in compressed chunks after decompression. Dropping a chunk removes its files.",
        "retention policies", NeedsSchema: true);

    public static readonly Rule RollupWithoutAggregate = new(
        "LDB7012", "Rollup without a continuous aggregate", "{0} sums up {1} by {2} anew each time, and no continuous aggregate keeps the sums: {3}", "TimescaleDB", RuleSeverity.Info,
        "A dashboard asks for the same sums again and again, over rows that do not change any more. A continuous aggregate keeps them and adds only what is new.",
        "continuous aggregates");

    private static Rule[] TimescaleDbRules() => [
        TimeSeriesWithoutHypertable,
        HypertableWithoutCompression,
        HypertableWithoutRetention,
        UniqueWithoutPartitioningColumn,
        AggregateWithoutRefresh,
        RefreshPastRetention,
        ConcurrentIndexOnHypertable,
        RejectedByTimescaleDb,
        SegmentByUniqueColumn,
        IntegerTimeWithoutNow,
        OldRowsDeleted,
        RollupWithoutAggregate,
    ];
}
