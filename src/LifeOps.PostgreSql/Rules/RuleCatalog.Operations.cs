namespace LifeOps.PostgreSql.Rules;

// LDB9xxx: operations of a live server. They are asked of it by lifeops-db review --connection.
public static partial class RuleCatalog
{
    public static readonly Rule SlowQueryLogOff = new(
        "LDB9001", "Slow-query log off", "The server writes no slow statement to its log: {0}", "Operations", RuleSeverity.Warning,
        "When the service is slow, the log is where the statement stands that made it so, with its time and parameters. Set log_min_duration_statement (for example 500ms), or load auto_explain.",
        "slow-query log");

    public static readonly Rule NoWalArchiving = new(
        "LDB9002", "No WAL archiving", "The write-ahead log is not kept anywhere else: {0}", "Operations", RuleSeverity.Warning,
        "Without archived WAL a restore ends at the last base backup, and everything since is lost. Archive to another machine (pgBackRest, WAL-G, Barman) and try a restore.",
        "backups");

    public static readonly Rule ConnectionsNearLimit = new(
        "LDB9003", "Connections near their limit", "{0}", "Operations", RuleSeverity.Warning,
        "At max_connections the server refuses everybody, health checks included. Make the pools of all instances fit below it, or put a pooler in front.",
        "connection pooling");

    public static readonly Rule StaleStatistics = new(
        "LDB9004", "Stale statistics or bloat", "{0}: {1}", "Operations", RuleSeverity.Warning,
        "The planner chooses by statistics, and a scan reads dead rows too. ANALYZE or VACUUM the table, and make autovacuum come more often for it (autovacuum_analyze_scale_factor, autovacuum_vacuum_scale_factor).",
        "vacuum and statistics");

    public static readonly Rule SequentialScans = new(
        "LDB9005", "Sequential scans of a large table", "{0} ({1} rows) was read from end to end {2} times, {3} rows each time", "Operations", RuleSeverity.Warning,
        "Each of these scans reads the whole table; a query that wants few of its rows lacks an index. The statements are in pg_stat_statements.",
        "sequential scan");

    public static readonly Rule SlowStatement = new(
        "LDB9006", "One of the slowest statements", "{0} of the database's time: {1} calls of {2} ms each: {3}", "Operations", RuleSeverity.Info,
        "Few statements make most of a server's load: what these few gain, everything gains.",
        "slowest statements");

    public static readonly Rule ChecksumsOff = new(
        "LDB9007", "Data checksums off", "The server does not checksum its pages (data_checksums is off)", "Operations", RuleSeverity.Info,
        "A page that the disk changed is then served, replicated and backed up as if it were right. Switch them on with pg_checksums --enable while the server is down; initdb of PostgreSQL 18 does by itself.",
        "data checksums");

    private static Rule[] OperationsRules() => [
        SlowQueryLogOff,
        NoWalArchiving,
        ConnectionsNearLimit,
        StaleStatistics,
        SequentialScans,
        SlowStatement,
        ChecksumsOff,
    ];
}
