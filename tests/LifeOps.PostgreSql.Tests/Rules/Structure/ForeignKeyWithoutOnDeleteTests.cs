using LifeOps.PostgreSql.Rules;
using Xunit;

namespace LifeOps.PostgreSql.Tests.Rules.Structure;

public sealed class ForeignKeyWithoutOnDeleteTests
{
    private static Rule Rule => RuleCatalog.ForeignKeyWithoutOnDelete;

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid [|REFERENCES users|]);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid, [|FOREIGN KEY (user_id) REFERENCES users (id) ON UPDATE CASCADE|]);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid); ALTER TABLE t ADD [|CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users|];
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (a int, user_id uuid [|REFERENCES users|]) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t DEFAULT;
        """)]
    public void Reports(string sql) => RuleVerifier.Schema(Rule, sql);

    [Theory]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid REFERENCES users ON DELETE NO ACTION);
        """)]
    [InlineData("""
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (user_id uuid REFERENCES users ON DELETE CASCADE, b uuid REFERENCES users ON DELETE SET NULL);
        """)]
    public void IsSilent(string sql) => RuleVerifier.Schema(Rule, sql);

    [Fact]
    public void Option_SwitchesItOff() => RuleVerifier.Schema(
        Rule, "CREATE TABLE users (id uuid PRIMARY KEY); CREATE TABLE t (user_id uuid REFERENCES users);", new RuleOptions { OnDelete = OnDeletePolicy.Off });

    [Fact]
    public void Fix() => RuleVerifier.FixSchema(Rule, """
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (a uuid [|REFERENCES users|] NOT NULL, b uuid, c uuid [|REFERENCES users ( id ) ON UPDATE CASCADE|], [|FOREIGN KEY (b) REFERENCES users (id) DEFERRABLE|]);
        """, """
        CREATE TABLE users (id uuid PRIMARY KEY);
        CREATE TABLE t (a uuid REFERENCES users ON DELETE NO ACTION NOT NULL, b uuid, c uuid REFERENCES users ( id ) ON DELETE NO ACTION ON UPDATE CASCADE, FOREIGN KEY (b) REFERENCES users (id) ON DELETE NO ACTION DEFERRABLE);
        """);
}
