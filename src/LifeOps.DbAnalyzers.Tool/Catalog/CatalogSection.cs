namespace LifeOps.DbAnalyzers.Tool.Catalog;

/// <summary>The parts a snapshot is read in: one query each (the TimescaleDB ones run as one). The names are those of the embedded query files.</summary>
internal static class CatalogSection
{
    public const string Server = "server";
    public const string Relations = "relations";
    public const string Columns = "columns";
    public const string Indexes = "indexes";
    public const string Constraints = "constraints";
    public const string Types = "types";
    public const string Functions = "functions";
    public const string Attachments = "attachments";
    public const string Dependencies = "dependencies";

    public const string Hypertables = "ts_1_hypertables";
    public const string Compression = "ts_2_compression";
    public const string ContinuousAggregates = "ts_3_continuous_aggregates";
    public const string Jobs = "ts_4_jobs";
    public const string AggregateIndexes = "ts_5_cagg_indexes";

    /// <summary>All of <see cref="Timescale"/> in one query.</summary>
    public const string AllTimescale = "timescaledb";

    /// <summary>The parts that every PostgreSQL has.</summary>
    public static readonly IReadOnlyList<string> Plain = [Relations, Columns, Indexes, Constraints, Types, Functions, Attachments, Dependencies];

    /// <summary>The parts that TimescaleDB adds.</summary>
    public static readonly IReadOnlyList<string> Timescale = [Hypertables, Compression, ContinuousAggregates, Jobs, AggregateIndexes];
}
