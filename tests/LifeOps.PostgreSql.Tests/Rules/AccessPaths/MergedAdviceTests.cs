using LifeOps.PostgreSql.Rules;
using LifeOps.PostgreSql.Rules.AccessPaths;
using LifeOps.PostgreSql.Schema;
using LifeOps.PostgreSql.Syntax;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.AccessPaths;

public sealed class MergedAdviceTests
{
    private const string Schema = """
        -- lifeops:rows 50000000
        -- lifeops:column tenant_id null_frac=0 n_distinct=400
        -- lifeops:column account_id null_frac=0 n_distinct=300
        -- lifeops:column kind_id null_frac=0 n_distinct=200
        CREATE TABLE entries (
            id bigint PRIMARY KEY, tenant_id int NOT NULL, account_id int NOT NULL, kind_id int NOT NULL, booked_at timestamptz NOT NULL, amount numeric NOT NULL, ref uuid NOT NULL);
        """;

    private static IReadOnlyList<string> Merge(params string[] queries)
    {
        var advisor = new IndexAdvisor(SchemaBuilder.Build(Schema), RuleOptions.Default);
        var advice = queries.SelectMany(query => advisor.Advise(SqlParser.Parse(query).Statements[0].Stmt)).Select(found => found.Advice).ToList();
        Assert.Equal(queries.Length, advice.Count);
        return [.. advisor.Merge(advice).Select(merged => $"{merged.Advice.Ddl[(merged.Advice.Ddl.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')')} for {string.Join(", ", merged.Served)}")];
    }

    private const string Both = "SELECT * FROM entries WHERE tenant_id = 1 AND account_id = 2";
    private const string BothOrdered = "SELECT * FROM entries WHERE tenant_id = 1 AND account_id = 2 ORDER BY booked_at DESC LIMIT 10";
    private const string AccountOrdered = "SELECT * FROM entries WHERE account_id = 2 ORDER BY booked_at DESC LIMIT 10";
    private const string Reference = "SELECT * FROM entries WHERE ref = '0123456789abcdef0123456789abcdef'";

    [Fact]
    public void SameIndex_IsAdvisedOnce() => Assert.Equal(["tenant_id, account_id for 0, 1"], Merge(Both, Both));

    [Fact]
    public void BeginningOfAWiderIndex_IsServedByIt() => Assert.Equal(["tenant_id, account_id, booked_at for 0, 1"], Merge(Both, BothOrdered));

    [Fact]
    public void OrderBehindOtherColumns_NeedsItsOwnIndex() => Assert.Equal(
        ["tenant_id, account_id, booked_at for 0", "account_id, booked_at for 1"], Merge(BothOrdered, AccountOrdered));

    [Fact]
    public void OtherColumns_NeedTheirOwnIndex() => Assert.Equal(["tenant_id, account_id for 0", "ref for 1"], Merge(Both, Reference));

    [Fact]
    public void ColumnsWithOneValue_ChangePlaces()
    {
        var keys = new MergedKeys(ValueList.Of(Key("a"), Key("b"), Key("c")), fixedKeys: 2);
        Assert.True(keys.TryServe(ValueList.Of(Key("b")), 1));
        Assert.False(keys.TryServe(ValueList.Of(Key("a")), 1));
        Assert.True(keys.TryServe(ValueList.Of(Key("a"), Key("b")), 2));
        Assert.True(keys.TryServe(ValueList.Of(Key("a"), Key("b"), Key("c")), 2));
        Assert.False(keys.TryServe(ValueList.Of(Key("b"), Key("c")), 1));
        Assert.Equal(ValueList.Of(Key("b"), Key("a"), Key("c")), keys.ToKeys());
    }

    private static ShapeKey Key(string column) => new(IndexTerm.OfColumn(column));
}
