using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Indexes;

public sealed class ForeignKeyWithoutIndexTests
{
    private static Rule Rule => RuleCatalog.ForeignKeyWithoutIndex;

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        CREATE INDEX ON t (at, user_id);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        CREATE INDEX ON t (user_id) WHERE at IS NULL;
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        CREATE INDEX ON t (user_id) WHERE user_id IS NOT NULL AND at IS NOT NULL;
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        CREATE INDEX ON t USING brin (user_id);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid [|REFERENCES users|], at timestamptz);
        CREATE INDEX ON t ((user_id::text));
        """)]
    [InlineData("CREATE TABLE tenants (id int PRIMARY KEY); CREATE TABLE a (tenant_id int, id int, PRIMARY KEY (tenant_id, id)); CREATE TABLE b (tenant_id int REFERENCES tenants, a_id int, [|FOREIGN KEY (tenant_id, a_id) REFERENCES a|]); CREATE INDEX ON b (tenant_id);")]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int, y int, z int, [|FOREIGN KEY (x, y) REFERENCES a|]); CREATE INDEX ON b (x, z, y);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users, at timestamptz);
        CREATE INDEX ON t (user_id, at);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users, at timestamptz, UNIQUE (user_id, at));
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid UNIQUE REFERENCES users, at timestamptz);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users, at timestamptz);
        CREATE INDEX ON t (user_id) WHERE user_id IS NOT NULL;
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users, at timestamptz);
        CREATE INDEX ON t (user_id) WHERE NOT (user_id IS NULL) AND id IS NOT NULL;
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users, at timestamptz);
        CREATE INDEX ON t USING hash (user_id);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid REFERENCES users, day date, PRIMARY KEY (user_id, day));
        """)]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int, y int, FOREIGN KEY (x, y) REFERENCES a); CREATE INDEX ON b (y, x);")]
    [InlineData("CREATE TABLE tenants (id int PRIMARY KEY); CREATE TABLE a (tenant_id int, id int, PRIMARY KEY (tenant_id, id)); CREATE TABLE b (tenant_id int REFERENCES tenants, a_id int, FOREIGN KEY (tenant_id, a_id) REFERENCES a); CREATE INDEX ON b (tenant_id); CREATE INDEX ON b (a_id);")]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (id uuid PRIMARY KEY, user_id uuid REFERENCES users NOT ENFORCED, at timestamptz);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE p (user_id uuid REFERENCES users, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p DEFAULT; CREATE INDEX ON p (user_id);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("-- lifeops:rows 200", RuleSeverity.Info, " (about 200 rows)")]
    [InlineData("-- lifeops:rows 12000000", RuleSeverity.Warning, " (about 12,000,000 rows)")]
    [InlineData("", RuleSeverity.Warning, "")]
    public void RowEstimate_Decides(string comment, RuleSeverity severity, string rows)
    {
        var finding = Assert.Single(RuleVerifier.Schema(Rule, $"CREATE TABLE users (id uuid PRIMARY KEY);\n{comment}\nCREATE TABLE t (user_id uuid [|REFERENCES users|]);"));

        Assert.Equal(severity, finding.Severity);
        Assert.Equal("No index begins with the foreign key of t (user_id) to users" + rows, finding.Message);
    }

    [Fact]
    public void Fix_AddsTheIndexBehindTheStatement() => RuleVerifier.FixSchema(Rule, """
        CREATE SCHEMA shop;
        CREATE TABLE shop.users (id uuid PRIMARY KEY);
        CREATE TABLE shop."Orders" (id uuid PRIMARY KEY, user_id uuid [|REFERENCES shop.users|]); -- of the shop
        CREATE INDEX ON shop."Orders" (id, user_id);
        CREATE TABLE shop.lines (user_id uuid);
        ALTER TABLE shop.lines ADD [|FOREIGN KEY (user_id) REFERENCES shop.users|]
        """, """
        CREATE SCHEMA shop;
        CREATE TABLE shop.users (id uuid PRIMARY KEY);
        CREATE TABLE shop."Orders" (id uuid PRIMARY KEY, user_id uuid REFERENCES shop.users); -- of the shop
        CREATE INDEX ON shop."Orders" (id, user_id);
        CREATE INDEX "idx_Orders_user_id" ON shop."Orders" (user_id);
        CREATE TABLE shop.lines (user_id uuid);
        ALTER TABLE shop.lines ADD FOREIGN KEY (user_id) REFERENCES shop.users;
        CREATE INDEX idx_lines_user_id ON shop.lines (user_id);
        """);
}
