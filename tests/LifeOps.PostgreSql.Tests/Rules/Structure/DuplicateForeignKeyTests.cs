using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class DuplicateForeignKeyTests
{
    private static Rule Rule => RuleCatalog.DuplicateForeignKey;

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid REFERENCES users, [|FOREIGN KEY (user_id) REFERENCES users (id)|]);
        """)]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), UNIQUE (x)); CREATE TABLE b (x int NOT NULL [|REFERENCES a (x)|], y int NOT NULL, FOREIGN KEY (x, y) REFERENCES a);")]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), UNIQUE (x)); CREATE TABLE b (x int [|REFERENCES a (x)|], y int, FOREIGN KEY (x, y) REFERENCES a MATCH FULL);")]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (a uuid REFERENCES users, b uuid REFERENCES users);
        """)]
    [InlineData("CREATE TABLE a (x int, y int, PRIMARY KEY (x, y), UNIQUE (x)); CREATE TABLE b (x int REFERENCES a (x), y int, FOREIGN KEY (x, y) REFERENCES a);")]
    [InlineData("CREATE TABLE tenants (id int PRIMARY KEY); CREATE TABLE a (tenant_id int REFERENCES tenants, id int, PRIMARY KEY (tenant_id, id)); CREATE TABLE b (tenant_id int REFERENCES tenants, a_id int, FOREIGN KEY (tenant_id, a_id) REFERENCES a);")]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);
}
