using LifeOps.PostgreSql.Schema;
using Xunit;
using static LifeOps.PostgreSql.Tests.Schema.SchemaAssert;

namespace LifeOps.PostgreSql.Tests.Schema;

public class TimescaleTests
{
    private const string Metrics = "CREATE TABLE m (at timestamptz, device int, v float8);";

    [Theory]
    [InlineData("SELECT create_hypertable('m', 'at')", "at 7 days")]
    [InlineData("SELECT create_hypertable('public.m', by_range('at', INTERVAL '1 day'))", "at 1 day")]
    [InlineData("SELECT create_hypertable('m', 'at', 'device', 4, chunk_time_interval => INTERVAL '2 days')", "at 2 days; device 4")]
    [InlineData("SELECT create_hypertable('m', 'at'); SELECT add_dimension('m', by_hash('device', 3))", "at 7 days; device 3")]
    [InlineData("SELECT create_hypertable('m', 'at'); SELECT add_dimension('m', 'device', number_partitions => 2)", "at 7 days; device 2")]
    [InlineData("SELECT * FROM create_hypertable(relation => 'm', time_column_name => 'at'); SELECT set_chunk_time_interval('m', INTERVAL '6 hours')", "at 6 hours")]
    public void CreateHypertable_GivesDimensions(string calls, string dimensions)
    {
        var table = FoldTable(Metrics + calls);

        Assert.Equal(dimensions, string.Join("; ", table.Hypertable!.Dimensions.Select(dimension => $"{dimension.Column} {dimension.Interval ?? dimension.Partitions?.ToString(System.Globalization.CultureInfo.InvariantCulture)}")));
        Assert.True(table.Columns[0].IsNotNull);
        var index = Assert.Single(table.Indexes);
        Assert.Equal(("m_at_idx", true, true), (index.Name, index.IsImplicit, index.Keys[0].IsDescending));
    }

    [Fact]
    public void DefaultIndex_CanBeLeftOut() => Assert.Empty(FoldTable(Metrics + "SELECT create_hypertable('m', 'at', create_default_indexes => false)").Indexes);

    [Fact]
    public void CreateTableWithHypertable_ImpliesColumnstorePolicy()
    {
        var table = FoldTable("CREATE TABLE m (at timestamptz NOT NULL, v int) WITH (tsdb.hypertable, tsdb.chunk_interval = '1 day', tsdb.segmentby = 'v')");

        Assert.Equal(("at", "1 day"), (table.Hypertable!.Dimensions[0].Column, table.Hypertable.Dimensions[0].Interval));
        Assert.Equal("v", Assert.Single(table.Hypertable.Compression!.SegmentBy));
        Assert.True(Assert.Single(table.Hypertable.Policies).IsImplicit);
        Assert.Equal("m_at_idx", Assert.Single(table.Indexes).Name);
    }

    [Fact]
    public void Policies_AreAddedAndRemoved()
    {
        var table = FoldTable(Metrics +
            """
            SELECT create_hypertable('m', 'at');
            ALTER TABLE m SET (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'at DESC, v');
            SELECT add_compression_policy('m', INTERVAL '7 days');
            SELECT add_retention_policy('m', drop_after => '90 days'::interval);
            SELECT remove_compression_policy('m');
            """);

        var policy = Assert.Single(table.Hypertable!.Policies);
        Assert.Equal((TimescalePolicyKind.Retention, "90 days"), (policy.Kind, policy.After));
        Assert.Equal(["at DESC", "v"], table.Hypertable.Compression!.OrderBy.Select(key => key.Column + (key.IsDescending ? " DESC" : "")));
    }

    [Fact]
    public void ContinuousAggregate_KnowsSourceAndBucket()
    {
        var view = Assert.Single(Fold(
            "CREATE EXTENSION timescaledb;" + Metrics +
            """
            SELECT create_hypertable('m', 'at');
            CREATE MATERIALIZED VIEW hourly WITH (timescaledb.continuous) AS
              SELECT device, time_bucket(INTERVAL '1 hour', at) AS bucket, avg(v) AS mean FROM m GROUP BY device, bucket WITH NO DATA;
            SELECT add_continuous_aggregate_policy('hourly', start_offset => NULL, end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '30 minutes');
            """).Views);

        Assert.Equal(ViewKind.ContinuousAggregate, view.Kind);
        Assert.Equal("device integer, bucket timestamp with time zone, mean double precision", Describe(view.Columns));
        Assert.Equal(("m", "bucket", "1 hour", true), (view.ContinuousAggregate!.Source.Name, view.ContinuousAggregate.BucketColumn, view.ContinuousAggregate.BucketWidth, view.ContinuousAggregate.MaterializedOnly));
        var policy = Assert.Single(view.ContinuousAggregate.Policies);
        Assert.Equal((TimescalePolicyKind.Refresh, null, "1 hour", "30 minutes"), (policy.Kind, policy.StartOffset, policy.EndOffset, policy.ScheduleInterval));
        Assert.All(view.Indexes, index => Assert.True(index.IsImplicit));
    }

    [Fact]
    public void UnknownTable_IsReportedInsideTheCall() => Problem("SELECT create_hypertable([|'nowhere'|], 'at')", "relation \"nowhere\" does not exist");

    [Fact]
    public void UnknownTimeColumn_IsReported() => Problem("CREATE TABLE m (at timestamptz); SELECT [|create_hypertable('m', 'when')|]", "column \"when\" does not exist");

    [Fact]
    public void PolicyOnPlainTable_IsReported() => Problem("CREATE TABLE m (a int); SELECT [|add_retention_policy('m', INTERVAL '1 day')|]", "\"m\" is not a hypertable or a continuous aggregate");
}
