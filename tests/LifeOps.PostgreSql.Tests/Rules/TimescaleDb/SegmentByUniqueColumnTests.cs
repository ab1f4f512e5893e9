using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.TimescaleDb;

public sealed class SegmentByUniqueColumnTests
{
    private static Rule Rule => RuleCatalog.SegmentByUniqueColumn;

    [Theory]
    [InlineData("CREATE TABLE r (id uuid DEFAULT gen_random_uuid(), at timestamptz NOT NULL, device int); SELECT create_hypertable('r', 'at'); ALTER TABLE r SET (timescaledb.compress, [|timescaledb.compress_segmentby = 'device, id'|]);")]
    [InlineData("CREATE TABLE r (at timestamptz NOT NULL, device int) WITH (tsdb.hypertable, [|tsdb.segmentby = 'at'|]);")]
    [InlineData("CREATE TABLE r (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL) WITH (tsdb.hypertable, [|tsdb.segmentby = 'id'|]);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("CREATE TABLE r (at timestamptz, device int, PRIMARY KEY (device, at)) WITH (tsdb.hypertable, tsdb.partition_column = 'at', tsdb.segmentby = 'device', tsdb.orderby = 'at DESC');")]
    [InlineData("CREATE TABLE r (id uuid DEFAULT gen_random_uuid(), at timestamptz NOT NULL, device int); SELECT create_hypertable('r', 'at'); ALTER TABLE r SET (timescaledb.compress, timescaledb.compress_segmentby = 'device', timescaledb.compress_orderby = 'at, id');")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
