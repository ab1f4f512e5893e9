namespace LifeOps.PostgreSql.Schema;

/// <summary>What makes a table a TimescaleDB hypertable.</summary>
public sealed record Hypertable
{
    /// <summary>The first is the time (primary) dimension.</summary>
    public ValueList<HypertableDimension> Dimensions { get; init; }

    /// <summary>Null while compression (columnstore) is off.</summary>
    public CompressionSettings? Compression { get; init; }

    public ValueList<TimescalePolicy> Policies { get; init; }

    /// <summary>set_integer_now_func; null when not set.</summary>
    public string? IntegerNowFunction { get; init; }

    /// <summary>Known only from the chunks of a pg_dump, which tells nothing of compression and policies: that they are missing here says nothing.</summary>
    public bool IsFromDump { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>One dimension of a hypertable.</summary>
/// <param name="Interval">Chunk interval of a range dimension as written (<c>7 days</c>, <c>100000</c>); null for hash.</param>
/// <param name="Partitions">Number of partitions of a hash dimension; null for range.</param>
public sealed record HypertableDimension(string Column, string? Interval, int? Partitions);

/// <summary>Compression (columnstore) settings, empty lists where the server decides.</summary>
public sealed record CompressionSettings(ValueList<string> SegmentBy, ValueList<IndexKey> OrderBy);

/// <summary>What a TimescaleDB background policy does.</summary>
public enum TimescalePolicyKind
{
    Compression,
    Retention,
    Refresh,
    Reorder,
}

/// <summary>One policy, with its offsets as written (an interval's or integer's text, without quotes and casts); null where not given.</summary>
public sealed record TimescalePolicy
{
    public TimescalePolicyKind Kind { get; init; }

    /// <summary>compress_after or after of a compression policy; drop_after of a retention policy.</summary>
    public string? After { get; init; }

    public string? StartOffset { get; init; }

    public string? EndOffset { get; init; }

    public string? ScheduleInterval { get; init; }

    /// <summary>Made by the server itself (CREATE TABLE ... WITH (tsdb.hypertable) from 2.23 on).</summary>
    public bool IsImplicit { get; init; }

    public SchemaLocation Location { get; init; }
}

/// <summary>What makes a view a continuous aggregate.</summary>
public sealed record ContinuousAggregate
{
    /// <summary>The hypertable, or the continuous aggregate, that it reads.</summary>
    public QualifiedName Source { get; init; }

    /// <summary>The output column that holds time_bucket.</summary>
    public string? BucketColumn { get; init; }

    /// <summary>The bucket width as written.</summary>
    public string? BucketWidth { get; init; }

    public bool MaterializedOnly { get; init; } = true;

    public CompressionSettings? Compression { get; init; }

    public ValueList<TimescalePolicy> Policies { get; init; }
}
